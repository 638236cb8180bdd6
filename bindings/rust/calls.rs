// calls.rs - from a file to diplotypes, from Rust through the C library
//
//   rustc calls.rs -L native=/usr/local/lib -l dylib=stardose && ./calls person.vcf.gz
//
// Opaque handles and two options are all that is declared; a laboratory that needs more lets bindgen read <stardose/stardose.h>.
use std::ffi::{c_char, c_int, c_void, CStr, CString};

#[repr(C)]
struct Error {
    status: c_int,
    text: [c_char; 768],
}

// The beginning of struct stardose_writer_options: its size tells the library what is there.
#[repr(C)]
struct WriterOptions {
    size: usize,
    kind: c_int,
    no_version: c_int,
    sink: extern "C" fn(*mut c_void, *const u8, usize, *mut Error) -> c_int,
    user: *mut c_void,
}

extern "C" {
    fn stardose_tables_open_for_calls(dir: *const c_char, out: *mut *mut c_void, err: *mut Error) -> c_int;
    fn stardose_tables_free(tables: *mut c_void);
    fn stardose_caller_new(tables: *const c_void, options: *const c_void, out: *mut *mut c_void, err: *mut Error) -> c_int;
    fn stardose_caller_read(caller: *mut c_void, path: *const c_char, err: *mut Error) -> c_int;
    fn stardose_caller_finish(caller: *mut c_void, err: *mut Error) -> c_int;
    fn stardose_caller_free(caller: *mut c_void);
    fn stardose_writer_new(tables: *const c_void, options: *const WriterOptions, out: *mut *mut c_void, err: *mut Error) -> c_int;
    fn stardose_writer_caller(writer: *mut c_void, caller: *const c_void, err: *mut Error) -> c_int;
    fn stardose_writer_finish(writer: *mut c_void, err: *mut Error) -> c_int;
    fn stardose_writer_free(writer: *mut c_void);
}

extern "C" fn collect(user: *mut c_void, bytes: *const u8, n: usize, _: *mut Error) -> c_int {
    // user is the Vec of calls() below, which lives as long as the writer
    unsafe { (*(user as *mut Vec<u8>)).extend_from_slice(std::slice::from_raw_parts(bytes, n)) };
    0
}

fn calls(path: &CStr) -> Result<String, String> {
    let mut err = Error { status: 0, text: [0; 768] };
    let (mut tables, mut caller, mut writer) = (std::ptr::null_mut(), std::ptr::null_mut(), std::ptr::null_mut());
    let mut out: Vec<u8> = Vec::new();
    let options = WriterOptions {
        size: std::mem::size_of::<WriterOptions>(),
        kind: 0, // STARDOSE_WRITE_TSV
        no_version: 0,
        sink: collect,
        user: &mut out as *mut Vec<u8> as *mut c_void,
    };
    let status = unsafe {
        let mut status = stardose_tables_open_for_calls(std::ptr::null(), &mut tables, &mut err);
        if status == 0 { status = stardose_caller_new(tables, std::ptr::null(), &mut caller, &mut err); }
        if status == 0 { status = stardose_caller_read(caller, path.as_ptr(), &mut err); }
        if status == 0 { status = stardose_caller_finish(caller, &mut err); }
        if status == 0 { status = stardose_writer_new(tables, &options, &mut writer, &mut err); }
        if status == 0 { status = stardose_writer_caller(writer, caller, &mut err); }
        if status == 0 { status = stardose_writer_finish(writer, &mut err); }
        stardose_writer_free(writer);
        stardose_caller_free(caller);
        stardose_tables_free(tables);
        status
    };
    if status < 0 {
        return Err(unsafe { CStr::from_ptr(err.text.as_ptr()) }.to_string_lossy().into_owned());
    }
    String::from_utf8(out).map_err(|e| e.to_string())
}

fn main() {
    let path = std::env::args().nth(1).expect("give one file");
    match calls(&CString::new(path).expect("a path without NUL")) {
        Ok(text) => print!("{}", text),
        Err(why) => {
            eprintln!("calls: {}", why);
            std::process::exit(1);
        }
    }
}
