//! Pages as readers' browsers take them: the tags of a page with their attributes, by the HTML standard's own tokeniser.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, states};

/// A piece of a page.
#[derive(Debug, Clone)]
pub enum Piece {
    /// A start tag.
    Start(Tag),
    /// The name of an end tag.
    End(String),
    /// A comment.
    Comment(String),
}

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
    pieces: RefCell<Vec<Piece>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut pieces = self.pieces.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let attributes = tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
                let name = tag.name.to_string();
                let raw = matches!(name.as_str(), "script" | "style");
                pieces.push(Piece::Start(Tag { name, attributes, text: String::new() }));
                if raw {
                    return TokenSinkResult::RawData(states::RawKind::Rawtext);
                }
            }
            Token::TagToken(tag) => pieces.push(Piece::End(tag.name.to_string())),
            Token::CharacterTokens(text) => {
                if let Some(Piece::Start(tag)) = pieces.last_mut() {
                    tag.text.push_str(&text);
                }
            }
            Token::CommentToken(text) => pieces.push(Piece::Comment(text.to_string())),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The tags and comments of a page, in order.
pub fn pieces(page: &str) -> Vec<Piece> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let tokenizer = Tokenizer::new(Sink::default(), Default::default());
    // It stops early only for scripts, which the sink never asks for.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.pieces.into_inner()
}

/// The start tags of a page, in order.
pub fn tags(page: &str) -> Vec<Tag> {
    let start = |piece| if let Piece::Start(tag) = piece { Some(tag) } else { None };
    pieces(page).into_iter().filter_map(start).collect()
}
