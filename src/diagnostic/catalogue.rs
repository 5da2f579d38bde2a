// The catalogue: variant = code, name, default level, whether the level is fixed, page of explanation (Markdown).
// A code is never renumbered; a rule that goes leaves its number unused.
codes! {
    NoSite = "E001", "no-site", Deny, true, r#"There is no `content/site.toml`.

annals finds a site by walking up from the current folder to one whose `content/site.toml` exists.

## What to do

Run `annals init` in an empty folder, or name the site with `--root DIR`."#;

    TomlSyntax = "E002", "toml-syntax", Deny, true, r#"The file is not valid TOML at the marked place.

The other records of the file are still checked, so this may not be its only fault.

## What to do

Most often a quotation mark or a bracket is missing, a date such as `1914-06` stands without quotation marks (TOML knows whole days only: write `date = "1914-06"`), or a key is written twice."#;

    Encoding = "E003", "encoding", Deny, true, r#"The file is not UTF-8 text.

annals reads UTF-8, with or without a byte order mark. It does not guess other encodings, because a wrong guess would change names silently.

## What to do

Save the file as UTF-8 in your editor, or convert it with `iconv -f WINDOWS-1252 -t UTF-8`."#;

    Unreadable = "E004", "unreadable", Deny, true, r#"The file or folder exists but could not be read.

## What to do

Look at its permissions and whether the disk is in order; a link may point at nothing."#;

    UnexpectedFile = "E005", "unexpected-file", Warn, false, r#"A file below `content/` is none that annals reads.

Records are `.toml` files; articles are `.md` or `.txt` files below `content/articles/`; pages are `.md` files below `content/pages/`. A misplaced file would otherwise be left out silently.

## What to do

Rename or move the file; pictures belong into `static/media/`."#;

    EmptyFile = "E006", "empty-file", Warn, false, r#"The file holds nothing.

An empty file adds nothing to the site and often means that a save went wrong.

## What to do

Fill it or delete it."#;

    FrontMatter = "E007", "front-matter", Deny, true, r#"The front matter of an article or page is not closed, or does not begin the file.

Front matter begins with a line `+++` at the very top of the file and ends with another line `+++`. Anywhere else it would be taken for text, and be published with all that it is to hold back. So what looks like front matter at the beginning of a text is an error, and so is a line such as `draft = true` among the first of a text without front matter.

## What to do

Add the closing line `+++`, or remove what stands before the first. Indent an example of front matter by four spaces, or put it between two lines of three backticks."#;

    TooLarge = "E008", "too-large", Deny, true, r#"The file or field is larger than annals accepts.

The limits (16 MiB a file, 1 MiB of Markdown a field, 64 KiB a summary or note, 2,000 bytes a name or title, 10,000 bytes an address or all other names together, 32 levels of nesting, 50 languages, 100 pages in the menu, and for the lists of periods, of timelines and of broader topics a million entries and a hundred for each event; for titles put in for references 16 times the text that has these; for all names and texts that are shown where something refers to them 64 MiB and 64 times the content; for all that a build makes 256 MiB and 500 times the content) keep one bad file from exhausting the machine.

## What to do

Split the file, or move the large part elsewhere."#;

    UnknownKey = "E010", "unknown-key", Deny, false, r#"The key is none that this table knows.

A typing error in a key would otherwise drop what you wrote. The nearest known key is named where one is near.

## What to do

Correct the key. Data of your own belongs into the record's `extra` table, which takes anything."#;

    MissingKey = "E011", "missing-key", Deny, true, r#"A record lacks a key without which it cannot be shown.

An event needs `id`, `date` and `title`; a place needs `id` and `name`; the reference lists the rest.

## What to do

Add the key."#;

    WrongValue = "E012", "wrong-value", Deny, true, r#"The value has the wrong type or is not one of those that the key accepts.

## What to do

The message names what is expected: text in quotation marks, a number, `true` or `false`, a list in brackets, or one of a few words."#;

    BadId = "E013", "bad-id", Deny, true, r#"An id is not in kebab-case.

Ids are part of addresses and never change, so they keep to small letters `a` to `z`, digits and single hyphens between them, at most 100 characters.

## What to do

Write for example `minsk-package-of-measures`."#;

    DuplicateId = "E014", "duplicate-id", Deny, true, r#"Two records of the same kind have the same id.

## What to do

Rename one of them, or delete it if both are the same thing."#;

    UnknownId = "E015", "unknown-id", Deny, true, r#"A record refers to an id that no record of that kind has.

## What to do

Correct the id (the nearest known one is named), or add the record."#;

    AmbiguousReference = "E016", "ambiguous-reference", Deny, true, r#"A `[[reference]]` fits records of several kinds.

## What to do

Say which is meant by its kind: `[[place:crimea]]` or `[[topic:crimea]]`."#;

    DraftReference = "E017", "draft-reference", Warn, false, r#"A record refers to a draft, or to one under embargo, and neither is built.

The reference is left out, so that nothing of what is held back is published.

## What to do

Publish the draft by removing `draft = true`, wait until the embargo ends, or remove the reference."#;

    BadDate = "E020", "bad-date", Deny, true, r#"The date is not an EDTF date or does not exist in the calendar.

annals reads the Extended Date/Time Format (ISO 8601-2:2019, Annex A; levels 0 to 2): `2015-02-12`, `2015-02`, `2015`, `2015-02-11/2015-02-12`, `2014-02~` (about), `2014?` (uncertain), `2021-21` (spring), `[2014,2015]` (one of them), `2015/..` (open), `-0043` (44 BCE).

## What to do

Correct the date. Write less rather than invent precision: a month or a year is a date too."#;

    ReversedDate = "E021", "reversed-date", Deny, true, r#"An interval ends before it begins.

## What to do

Exchange the two ends or correct one of them."#;

    BadTime = "E022", "bad-time", Deny, true, r#"A time of day or its time zone cannot be used.

Times are written `11:30` or `11:30:00`, zones by their IANA name such as `Europe/Minsk`. A time needs a date of one day and a time zone, on the event or as `timezone` in `site.toml`.

## What to do

Correct the time or the zone, or leave the time out."#;

    SkippedTime = "E023", "skipped-time", Deny, true, r#"The local time never existed: the clocks of that zone were moved forward over it on that day.

## What to do

Look the time up again; sources often mean the hour before or after the change, or give another zone's time."#;

    RepeatedTime = "E024", "repeated-time", Warn, false, r#"The local time occurred twice: the clocks of that zone were moved back over it on that day.

annals takes the first of the two for the order.

## What to do

If you know which one is meant, write the date with its offset: `2015-10-25T02:30:00+01:00`."#;

    OrderContradiction = "E025", "order-contradiction", Deny, true, r#"`after` or `before` contradicts the dates.

The one event cannot have happened after the other on any reading of their dates.

## What to do

Correct one of the dates or remove the link."#;

    OrderCycle = "E026", "order-cycle", Deny, true, r#"`after` and `before` links lead in a circle.

Every member of the circle is shown with the place where its link is written.

## What to do

Remove at least one of the links."#;

    UselessLink = "E027", "useless-link", Warn, false, r#"An event refers to itself, the same thing is listed twice, or a timeline selects a kind of event that no event has.

## What to do

Remove the entry."#;

    AddressTaken = "E030", "address-taken", Deny, true, r#"Two things would be written to the same address, or to addresses that differ in case alone.

Many file systems and hosts do not tell upper from lower case, so one would overwrite the other.

## What to do

Rename one of them, or remove the alias."#;

    BadAddress = "E031", "bad-address", Deny, true, r#"An address cannot be used.

Aliases begin with `/` and stay within the site; addresses of sources begin with `http://` or `https://`.

## What to do

Correct the address."#;

    BrokenLink = "E032", "broken-link", Deny, false, r#"A link leads to an address of this site that does not exist.

## What to do

Correct the link; to a record write `[[id]]`, which is always right."#;

    BrokenAnchor = "E033", "broken-anchor", Warn, false, r#"A link leads to a heading that its page does not have.

## What to do

Correct the part after `#`; headings get anchors from their words, or write `{#name}` behind the heading."#;

    UnsafeHtml = "E034", "unsafe-html", Warn, false, r#"Raw HTML in Markdown was removed or changed by the sanitiser.

Only harmless elements and attributes pass, because content often comes from several hands.

## What to do

Write it as Markdown, or set `trust_html = true` in `site.toml` if nobody else writes the content."#;

    Markdown = "E035", "markdown", Warn, false, r#"A piece of Markdown does not do what its author will have meant.

A footnote is called that does not stand in the text, or stands there and is never called; a heading's `{#name}` cannot be used; a picture lies on another host, from which the site loads nothing.

## What to do

The message names the piece; correct it, or put the picture below `static/media/`."#;

    UnportableName = "E036", "unportable-name", Deny, false, r#"A name in an address cannot be a file's name on every system.

Windows keeps `con`, `prn`, `aux`, `nul`, `com1` to `com9` and `lpt1` to `lpt9` for devices, with or without a suffix, takes `\` for a separator, and allows neither `< > : " | ? *` nor a dot or space at a name's end. Whoever unpacks or checks out the site there would lose the page, or write to another place.

## What to do

Choose another id, `slug`, alias or file name; or allow this check if the site is only ever handled on other systems."#;

    NoSource = "E040", "no-source", Warn, false, r#"An event names no source.

A timeline of a conflict is worth what its evidence is worth.

## What to do

Add `sources`. Where none is known, say so with `status = "reported"` and set this check to `allow` for the site."#;

    DisputedWithoutAccounts = "E041", "disputed-without-accounts", Warn, false, r#"An event is `disputed` but has fewer than two accounts.

A dispute is shown side by side: who says what.

## What to do

Add at least two `[[event.accounts]]`."#;

    MediaWithoutText = "E042", "media-without-text", Warn, false, r#"A picture has no alternative text or no credit.

Readers who cannot see it get nothing, and its maker is not named.

## What to do

Add `alt` (what is to be seen) and `credit`."#;

    MediaMissing = "E043", "media-missing", Deny, false, r#"A picture's file is not below `static/media/`.

## What to do

Put the file there, or correct its name."#;

    PlaceWithoutCoordinates = "E044", "place-without-coordinates", Warn, false, r#"A place has no `lat` and `lon`.

It can be named but not be put on a map.

## What to do

Add both in degrees (north and east positive), with `precision`."#;

    MissingTranslation = "E045", "missing-translation", Warn, false, r#"A text is missing in one of the site's languages.

Readers of that language see the first language's text, marked as such.

## What to do

Add the translation, or allow this check."#;

    NoArchive = "E046", "no-archive", Warn, false, r#"A source on the web has no archived copy.

Pages vanish and change; an archived copy lets readers check the evidence later.

## What to do

Save the page with a web archive and add its address as `archived`."#;

    LookAlike = "E047", "look-alike", Warn, false, r#"Two events look like the same one: the same date and nearly the same title, or the same title on overlapping dates.

## What to do

Merge them, or change a title so that readers can tell them apart."#;

    ArticleWithoutEvent = "E048", "article-without-event", Warn, false, r#"An article mentions no event.

It will stand beside the timeline without a link to it.

## What to do

Refer to events with `[[id]]` in the text or `events = ["id"]` in the front matter."#;

    ArticleWithoutDate = "E049", "article-without-date", Warn, false, r#"An article has no publication date.

It is listed last, as undated, and left out of the feed: annals invents no date.

## What to do

Add `date` to its front matter."#;

    ArticleWithoutTitle = "E050", "article-without-title", Warn, false, r#"An article or page has no title of its own.

Its first heading or line stands in.

## What to do

Add a front matter with `title`."#;

    Retracted = "E051", "retracted-without-reason", Warn, false, r#"An event is `retracted` but no correction says why.

## What to do

Add `[[event.corrections]]` with `on` and `note`."#;

    TranslationKey = "E052", "translation-key", Warn, false, r#"A translation's front matter sets a key that has no effect there.

A translated file gives its own `title` and `summary`, and `draft` or `embargo` there hold it back by itself; everything else is taken from the file in the first language.

## What to do

Remove the key from the translation, or move it to the first language's file."#;

    MissingStrings = "E053", "missing-strings", Warn, false, r#"The theme lacks interface words in one of the site's languages.

Dates are in that language all the same; the words that are missing stand in English.

## What to do

Put the words into `templates/strings/TAG.ftl`; the built-in `en.ftl` has them all."#;

    BadConfig = "E060", "bad-config", Deny, true, r#"A setting of `site.toml` cannot be used.

## What to do

The message names what is expected; the reference of `site.toml` is in the README."#;

    ExampleAddress = "E061", "example-address", Allow, false, r#"`base_url` is still the example.

Feeds, the sitemap and canonical links would point at an address that is not yours.

## What to do

Set `base_url` to the address at which the site will stand."#;

    Template = "E070", "template", Deny, true, r#"A template cannot be read or rendered.

The message gives the template's file and line, what was missing, and what is there.

## What to do

Correct the template; `annals explain templates` lists every template, view, field and type. Delete your copy to get the built-in one back."#;

    UnknownTemplate = "E071", "unknown-template", Warn, false, r#"A file below `templates/` replaces no built-in template and no other template uses it.

A typing error in its name would leave your change without effect.

## What to do

Correct the name; `annals explain templates` lists those that exist."#;

}
