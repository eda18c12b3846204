//! How the table is written. What was guessed can be corrected; the file is read again then.

use leptos::prelude::*;

use super::super::choose::Choose;
use super::super::state::Desk;
use super::super::words;
use crate::import::Dialect;
use crate::live_tr;
use crate::tr;

/// Encodings that are offered, besides the one that was found.
const ENCODINGS: [&str; 12] = [
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "GBK",
    "gb18030",
    "Big5",
    "Shift_JIS",
    "EUC-KR",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "ISO-8859-15",
];
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Four lists: encoding, delimiter, header, decimal sign.
#[component]
pub(super) fn DialectRow() -> impl IntoView {
    let desk = Desk::get();
    let dialect = Memo::new(move |_| desk.with_table_recipe(|table| table.dialect.clone()));
    let read = move |read: fn(&Dialect) -> String| {
        Signal::derive(move || dialect.with(|dialect| dialect.as_ref().map(read).unwrap_or_default()))
    };
    let encodings = move || {
        let present = dialect.with(|dialect| dialect.as_ref().map(|dialect| dialect.encoding.clone()));
        let unusual = present.filter(|present| !ENCODINGS.contains(&present.as_str()));
        let all = unusual.into_iter().chain(ENCODINGS.map(str::to_owned));
        all.map(|encoding| (encoding.clone(), encoding)).collect::<Vec<_>>()
    };
    let delimiters = move || {
        let present = dialect.with(|dialect| dialect.as_ref().map(|dialect| dialect.delimiter));
        let unusual = present.filter(|present| !DELIMITERS.contains(present));
        let all = unusual.into_iter().chain(DELIMITERS);
        all.map(|delimiter| (delimiter.to_string(), words::delimiter(delimiter))).collect::<Vec<_>>()
    };
    let headers = || {
        vec![("true".to_owned(), tr!("own.dialect.with_header")), ("false".to_owned(), tr!("own.dialect.no_header"))]
    };
    let decimals =
        || vec![("false".to_owned(), tr!("own.dialect.point")), ("true".to_owned(), tr!("own.dialect.decimal_comma"))];
    view! {
        <section class="own-part" aria-labelledby="own-dialect-title">
            <h3 id="own-dialect-title">{live_tr!("own.dialect.title")}</h3>
            <div class="options-row">
                <Choose
                    what="encoding"
                    label=Signal::derive(|| tr!("own.dialect.encoding"))
                    named=true
                    options=Signal::derive(encodings)
                    value=read(|dialect| dialect.encoding.clone())
                    change=Callback::new(move |encoding: String| {
                        desk.change_dialect(|dialect| dialect.encoding = encoding);
                    })
                />
                <Choose
                    what="delimiter"
                    label=Signal::derive(|| tr!("own.dialect.delimiter"))
                    named=true
                    options=Signal::derive(delimiters)
                    value=read(|dialect| dialect.delimiter.to_string())
                    change=Callback::new(move |code: String| {
                        if let Ok(delimiter) = code.parse() {
                            desk.change_dialect(|dialect| dialect.delimiter = delimiter);
                        }
                    })
                />
                <Choose
                    what="header"
                    label=Signal::derive(|| tr!("own.dialect.header"))
                    named=true
                    options=Signal::derive(headers)
                    value=read(|dialect| dialect.header.to_string())
                    change=Callback::new(move |code: String| {
                        desk.change_dialect(|dialect| dialect.header = code == "true");
                    })
                />
                <Choose
                    what="decimal-comma"
                    label=Signal::derive(|| tr!("own.dialect.decimal"))
                    named=true
                    options=Signal::derive(decimals)
                    value=read(|dialect| dialect.decimal_comma.to_string())
                    change=Callback::new(move |code: String| {
                        desk.change_dialect(|dialect| dialect.decimal_comma = code == "true");
                    })
                />
            </div>
        </section>
    }
}
