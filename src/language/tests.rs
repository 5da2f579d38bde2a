use super::*;
#[test]
fn probe() {
    for tag in ["en", "de", "en-US", "zh", "ar", "ja", "sw", "crh"] {
        let l = Language::new(
            tag,
            &[("strings/de.ftl", include_str!("../../templates/strings/de.ftl"))][..(tag == "de") as usize],
        )
        .unwrap();
        for d in [
            "2015-02-12",
            "2015-02-11/2015-02-12",
            "2015-01-28/2015-02-03",
            "2014-12/2015-01",
            "-0043-03-15",
            "-0043/0410",
            "2015-01/2015-03",
            "2014/2015",
            "[2014-02-11,2014-02-12]",
            "156X",
            "15XX",
            "2021-24~",
            "2014-XX-12",
            "Y17E7",
        ] {
            let w = When::parse(d).unwrap();
            eprintln!("{tag} {d}: {} | {}", l.when(&w), l.when_short(&w));
        }
    }
}
