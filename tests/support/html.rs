//! Pages as readers' browsers take them: the tags of a page with their attributes, by the HTML standard's own tokeniser.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, states};

/// A start tag with its attributes, in order.
#[derive(Debug, Clone)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// The text from here to the next tag.
    pub text: String,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

#[derive(Default)]
struct Sink {
    tags: RefCell<Vec<Tag>>,
    open: RefCell<bool>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let attributes = tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
                let name = tag.name.to_string();
                let raw = matches!(name.as_str(), "script" | "style");
                self.tags.borrow_mut().push(Tag { name, attributes, text: String::new() });
                *self.open.borrow_mut() = true;
                if raw {
                    return TokenSinkResult::RawData(states::RawKind::Rawtext);
                }
            }
            Token::TagToken(_) => *self.open.borrow_mut() = false,
            Token::CharacterTokens(text) => {
                if let (true, Some(tag)) = (*self.open.borrow(), self.tags.borrow_mut().last_mut()) {
                    tag.text.push_str(&text);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The start tags of a page, in order.
pub fn tags(page: &str) -> Vec<Tag> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let tokenizer = Tokenizer::new(Sink::default(), Default::default());
    // It stops early only for scripts, which the sink never asks for.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.tags.into_inner()
}
