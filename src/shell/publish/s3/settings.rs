//! What it takes to speak to object storage: the endpoint, the region and the keys, from the target, the environment and
//! the profile files of AWS, in the order in which AWS' own programs look.

use configparser::ini::Ini;
use rusty_s3::{Bucket, Credentials, UrlStyle};
use url::Url;

use super::super::client::Bundle;
use super::super::failure::Failure;

/// The settings of one target.
pub struct Settings {
    /// The bucket, with its address and region.
    pub bucket: Bucket,
    /// The keys. They are never shown.
    pub credentials: Credentials,
    /// Where the keys are from, in words.
    pub origin: String,
    /// The file with the certificates of authorities to trust, rather than the usual ones.
    pub authorities: Option<Bundle>,
}

/// What the target itself says.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// The bucket's name.
    pub bucket: &'a str,
    /// The address of the storage, if it is not AWS' or the environment's.
    pub endpoint: Option<&'a str>,
    /// The region, if it is not the environment's.
    pub region: Option<&'a str>,
}

/// What the machine tells: variables of the environment and texts of files. Empty variables count as not set.
pub struct Machine<'a> {
    /// A variable by its name.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// A file by its path, in which `~/` is the home folder; `None` if there is none.
    pub file: &'a dyn Fn(&str) -> Option<String>,
}

impl Machine<'_> {
    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| (self.variable)(name).filter(|value| !value.trim().is_empty()))
    }
}

/// One profile of the two files.
struct Profile {
    name: String,
    is_chosen: bool,
    config: Ini,
    credentials: Ini,
}

impl Profile {
    fn load(machine: &Machine<'_>) -> Result<Profile, Failure> {
        let chosen = machine.first(&["AWS_PROFILE", "AWS_DEFAULT_PROFILE"]);
        let name = chosen.clone().unwrap_or_else(|| "default".to_owned());
        let config = machine.first(&["AWS_CONFIG_FILE"]).unwrap_or_else(|| "~/.aws/config".to_owned());
        let credentials =
            machine.first(&["AWS_SHARED_CREDENTIALS_FILE"]).unwrap_or_else(|| "~/.aws/credentials".to_owned());
        Ok(Profile {
            name,
            is_chosen: chosen.is_some(),
            config: ini(machine, &config)?,
            credentials: ini(machine, &credentials)?,
        })
    }

    /// The name of the profile's section in the config file, where only `default` stands without a word before it.
    fn section(&self) -> String {
        let long = format!("profile {}", self.name);
        let is_short = self.name == "default" && !self.config.get_map_ref().contains_key(&long);
        if is_short { self.name.clone() } else { long }
    }

    fn value(&self, key: &str) -> Option<String> {
        let value = self.credentials.get(&self.name, key).or_else(|| self.config.get(&self.section(), key));
        value.filter(|value| !value.trim().is_empty())
    }

    fn exists(&self) -> bool {
        self.credentials.get_map_ref().contains_key(&self.name)
            || self.config.get_map_ref().contains_key(&self.section())
    }

    fn keys(&self) -> Result<Option<Credentials>, Failure> {
        if self.is_chosen && !self.exists() {
            return Err(Failure::refused(format!(
                "there is no profile `{}` in the profile files of AWS; look at AWS_PROFILE and `~/.aws/credentials`",
                self.name
            )));
        }
        match (self.value("aws_access_key_id"), self.value("aws_secret_access_key")) {
            (Some(key), Some(secret)) => Ok(Some(match self.value("aws_session_token") {
                Some(token) => Credentials::new_with_token(key, secret, token),
                None => Credentials::new(key, secret),
            })),
            _ if ["sso_session", "sso_start_url", "role_arn", "credential_process", "web_identity_token_file"]
                .iter()
                .any(|key| self.value(key).is_some()) =>
            {
                Err(Failure::refused(format!(
                    "the profile `{0}` gets its keys from elsewhere, which annals does not; say `eval \"$(aws configure \
                     export-credentials --profile {0} --format env)\"` first",
                    self.name
                )))
            }
            _ => Ok(None),
        }
    }
}

fn ini(machine: &Machine<'_>, path: &str) -> Result<Ini, Failure> {
    let mut ini = Ini::new_cs();
    let mut defaults = ini.defaults();
    defaults.enable_inline_comments = false;
    defaults.delimiters = vec!['='];
    ini.load_defaults(defaults);
    if let Some(text) = (machine.file)(path) {
        // What the parser says may hold a line of the file, and that a key.
        ini.read(text).map_err(|_| {
            Failure::refused(format!("`{path}` cannot be read as a profile file of AWS; look for a damaged line in it"))
        })?;
    }
    Ok(ini)
}

impl Settings {
    /// Puts the settings together.
    ///
    /// # Errors
    /// If there are no keys, or what is named cannot be an endpoint or a bucket.
    pub fn of(named: Named<'_>, machine: &Machine<'_>) -> Result<Settings, Failure> {
        let profile = Profile::load(machine)?;
        let (credentials, origin) = match keys_of_environment(machine)? {
            Some(keys) => (keys, "the environment (AWS_ACCESS_KEY_ID)".to_owned()),
            None => match profile.keys()? {
                Some(keys) => (keys, format!("the profile `{}`", profile.name)),
                None => {
                    return Err(Failure::refused(
                        "there are no keys for the object storage; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or \
                         AWS_PROFILE to a profile of `~/.aws/credentials`",
                    ));
                }
            },
        };
        let region = named.region.map(str::to_owned);
        let region = region.or_else(|| machine.first(&["AWS_REGION", "AWS_DEFAULT_REGION"]));
        let region = region.or_else(|| profile.value("region")).unwrap_or_else(|| "us-east-1".to_owned());
        let endpoint = named.endpoint.map(str::to_owned);
        let endpoint = endpoint.or_else(|| machine.first(&["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]));
        let endpoint = endpoint.or_else(|| profile.value("endpoint_url"));
        let bucket = bucket(named.bucket, endpoint.as_deref(), &region)?;
        let bundle = |variable| machine.first(&[variable]).map(|path| Bundle { variable, path });
        let authorities = bundle("AWS_CA_BUNDLE").or_else(|| bundle("SSL_CERT_FILE"));
        Ok(Settings { bucket, credentials, origin, authorities })
    }
}

fn keys_of_environment(machine: &Machine<'_>) -> Result<Option<Credentials>, Failure> {
    let key = machine.first(&["AWS_ACCESS_KEY_ID"]);
    let secret = machine.first(&["AWS_SECRET_ACCESS_KEY"]);
    match (key, secret) {
        (Some(key), Some(secret)) => Ok(Some(match machine.first(&["AWS_SESSION_TOKEN"]) {
            Some(token) => Credentials::new_with_token(key, secret, token),
            None => Credentials::new(key, secret),
        })),
        (None, None) => Ok(None),
        (key, _) => {
            let missing = if key.is_none() { "AWS_ACCESS_KEY_ID" } else { "AWS_SECRET_ACCESS_KEY" };
            Err(Failure::refused(format!("half of the keys is missing in the environment; set {missing} too")))
        }
    }
}

/// The bucket. AWS wants its name in the host; other servers are sure to know it in the path only.
fn bucket(name: &str, endpoint: Option<&str>, region: &str) -> Result<Bucket, Failure> {
    let is_label = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let (endpoint, style) = match endpoint {
        Some(endpoint) => (endpoint.to_owned(), UrlStyle::Path),
        None => {
            let top = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
            let style = if is_label { UrlStyle::VirtualHost } else { UrlStyle::Path };
            (format!("https://s3.{region}.{top}"), style)
        }
    };
    let fault = |what: &str| {
        Failure::refused(format!(
            "{what} is no address of object storage; write one such as `https://s3.example.org` into the target's \
             `endpoint` or AWS_ENDPOINT_URL_S3"
        ))
    };
    let url = Url::parse(&endpoint).map_err(|_| fault("the endpoint"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(fault("an endpoint with a user or a password in it"));
    }
    Bucket::new(url, style, name.to_owned(), region.to_owned()).map_err(|_| fault(&format!("`{endpoint}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(named: Named<'_>, variables: &[(&str, &str)], files: &[(&str, &str)]) -> Result<Settings, Failure> {
        let find = |list: &[(&str, &str)], name: &str| {
            list.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned())
        };
        let machine = Machine { variable: &|name| find(variables, name), file: &|path| find(files, path) };
        Settings::of(named, &machine)
    }

    const BUCKET: Named<'_> = Named { bucket: "site", endpoint: None, region: None };
    const KEYS: [(&str, &str); 2] = [("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "hidden")];
    const CONFIG: &str = "[default]\nregion = eu-west-3\n[profile desk]\nregion = eu-central-1\ns3 =\n  \
                          max_concurrent_requests = 20\nendpoint_url = https://desk.test\n[profile far]\nsso_session = x\n";
    const CREDENTIALS: &str = "# a comment\n[default]\naws_access_key_id=D\naws_secret_access_key=d=;#+/\n\n[desk]\n\
                               aws_access_key_id = K\naws_secret_access_key = s\naws_session_token = t\n";
    const FILES: [(&str, &str); 2] = [("~/.aws/config", CONFIG), ("~/.aws/credentials", CREDENTIALS)];

    #[test]
    fn keys_and_places_come_from_where_the_programs_of_aws_look() {
        let of = |variables: &[(&str, &str)]| settings(BUCKET, variables, &FILES).unwrap_or_else(|e| panic!("{e}"));
        let found = of(&KEYS);
        assert_eq!((found.credentials.key(), found.credentials.secret()), ("AKIA", "hidden"));
        assert_eq!(found.bucket.base_url().as_str(), "https://site.s3.eu-west-3.amazonaws.com/");
        let found = of(&[]);
        assert_eq!((found.credentials.key(), found.credentials.secret()), ("D", "d=;#+/"));
        let found = of(&[("AWS_PROFILE", "desk")]);
        assert_eq!((found.credentials.key(), found.credentials.token()), ("K", Some("t")));
        assert_eq!(found.bucket.base_url().as_str(), "https://desk.test/site/");
        assert_eq!(found.bucket.region(), "eu-central-1");
        let found = of(&[KEYS[0], KEYS[1], ("AWS_REGION", "auto"), ("AWS_ENDPOINT_URL", "http://127.0.0.1:9000")]);
        assert_eq!((found.bucket.base_url().as_str(), found.bucket.region()), ("http://127.0.0.1:9000/site/", "auto"));
        let named = Named { bucket: "site", endpoint: Some("https://own.test/s3"), region: Some("r") };
        let found = settings(named, &[KEYS[0], KEYS[1], ("AWS_ENDPOINT_URL", "http://other")], &[]);
        let found = found.unwrap_or_else(|e| panic!("{e}"));
        assert_eq!((found.bucket.base_url().as_str(), found.bucket.region()), ("https://own.test/s3/site/", "r"));
        let dotted = Named { bucket: "www.site", ..BUCKET };
        let found = settings(dotted, &KEYS, &[]).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(found.bucket.base_url().as_str(), "https://s3.us-east-1.amazonaws.com/www.site/");
    }

    #[test]
    fn what_is_missing_is_said_without_a_key() {
        let damaged = [("~/.aws/credentials", "[default\naws_secret_access_key = hidden\n")];
        for (variables, files, words) in [
            (&[][..], &[][..], "there are no keys"),
            (&KEYS[..1], &[], "set AWS_SECRET_ACCESS_KEY too"),
            (&[("AWS_PROFILE", "other")], &FILES, "there is no profile `other`"),
            (&[("AWS_PROFILE", "far")], &FILES, "export-credentials --profile far"),
            (&[], &damaged, "damaged line"),
            (&[KEYS[0], KEYS[1], ("AWS_ENDPOINT_URL", "ftp://x")], &[], "`ftp://x` is no address"),
            (&[KEYS[0], KEYS[1], ("AWS_ENDPOINT_URL", "http://me:hidden@x")], &[], "a password in it"),
        ] {
            let failure = settings(BUCKET, variables, files).err().map(|f| f.to_string()).unwrap_or_default();
            assert!(failure.contains(words), "{failure}");
            assert!(!failure.contains("hidden"), "{failure}");
        }
    }
}
