//! What the only frame of a `.tar.zst` says of itself (RFC 8878, section 3.1.1.1), as far as the library does not mind it.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use super::{differently, follows};

/// The most bytes that fill a `.tar` up after the mark at its end. Programs write so much that its length is a multiple of
/// 10 KiB, or of what they are told.
const MOST_PADDING: usize = 1 << 20;

/// How a frame begins.
const MARK: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// The bit that a frame may not set until it means something, and those that name a dictionary.
const REFUSED: u8 = 0b1011;

/// The unpacked bytes of a frame.
pub struct Frame {
    stream: StreamingDecoder<BufReader<File>, FrameDecoder>,
    /// How many bytes it holds, if it says so.
    told: Option<u64>,
    read: u64,
}

impl Frame {
    pub fn new(mut file: BufReader<File>) -> io::Result<Frame> {
        let mut start = Vec::new();
        (&mut file).take(14).read_to_end(&mut start)?;
        file.seek(SeekFrom::Start(0))?;
        let told = told(&start)?;
        Ok(Frame { stream: StreamingDecoder::new(file).map_err(io::Error::other)?, told, read: 0 })
    }

    /// Holds that nothing follows the mark at the end of a `.tar`, nor the only frame of its compression.
    pub fn ends(mut self) -> io::Result<()> {
        let mut rest = Vec::new();
        (&mut self).take(MOST_PADDING as u64 + 1).read_to_end(&mut rest)?;
        if rest.len() > MOST_PADDING || rest.iter().any(|byte| *byte != 0) {
            return Err(follows());
        }
        let told = self.stream.decoder.get_checksum_from_data();
        if told.is_some() && told != self.stream.decoder.get_calculated_checksum() {
            return Err(io::Error::other("its checksum is not that of its bytes"));
        }
        if self.told.is_some_and(|told| told != self.read) {
            return Err(io::Error::other("it is not as long as it says"));
        }
        if self.stream.get_mut().read(&mut [0])? > 0 { Err(follows()) } else { Ok(()) }
    }
}

impl Read for Frame {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.stream.read(buffer)?;
        self.read += length as u64;
        Ok(length)
    }
}

/// How long a frame says that it is, by its first bytes. What is no frame is for the library to say.
fn told(start: &[u8]) -> io::Result<Option<u64>> {
    let Some((descriptor, rest)) = start.strip_prefix(&MARK).and_then(<[u8]>::split_first) else { return Ok(None) };
    if descriptor & REFUSED != 0 {
        return Err(differently());
    }
    let is_one_piece = descriptor & 1 << 5 != 0;
    let (length, more) = match (descriptor >> 6, is_one_piece) {
        (0, false) => return Ok(None),
        (0, true) => (1, 0),
        (1, _) => (2, 256),
        (2, _) => (4, 0),
        _ => (8, 0),
    };
    // Before it stands how many bytes a reader has to keep, unless these are all.
    let rest = rest.get(usize::from(!is_one_piece)..).and_then(|rest| rest.get(..length));
    Ok(rest.map(|bytes| more + bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))))
}
