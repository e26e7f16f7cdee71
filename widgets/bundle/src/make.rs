//! Widget crates to bundles: Cargo compiles, wasm-bindgen writes the script. wasm-opt has no part in it: after brotli it
//! saves 2%, and the one that Debian ships (108) mixes up tables, so that the module does not start.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

use crate::toolchain::{self, TARGET, Way, say};
use crate::{Bundle, File, WIDGETS, sources, store};

/// Makes the bundles of the workspace at `root`, unless they are current.
///
/// # Errors
/// What went wrong and what to do, in plain English.
pub fn make(root: &Path) -> Result<(), String> {
    if crate::stored(root).is_some() {
        return Ok(());
    }
    let before = sources(root).map_err(|error| format!("The tools' source code could not be read: {error}."))?;
    let way = toolchain::find()?;
    say(match way {
        Way::Ready => "Building the tools that run in the browser, with rustup's standard library.",
        Way::FromSource { other: None } => {
            "Building the tools that run in the browser. The first time, with the standard library, takes some minutes."
        }
        Way::FromSource { other: Some(_) } => {
            "Building the tools that run in the browser with Debian's compiler. The first time takes some minutes."
        }
    });
    let bundles: Vec<Bundle> = WIDGETS.iter().map(|widget| bundle(root, widget, &way)).collect::<Result<_, _>>()?;
    store(root, before, &bundles).map_err(|error| format!("The tools could not be kept: {error}."))
}

fn bundle(root: &Path, widget: &str, way: &Way) -> Result<Bundle, String> {
    let compiled = compile(root, widget, way)?;
    let (script, module) = bind(widget, &compiled)?;
    let module = named(widget, "wasm", module);
    let script = starter(&script, widget, &module.name);
    let bundle = Bundle { widget: widget.to_owned(), script: named(widget, "js", script.into_bytes()), module };
    say(&format!(
        "{}: {} kB, {}: {} kB",
        bundle.module.name,
        kb(&bundle.module),
        bundle.script.name,
        kb(&bundle.script)
    ));
    Ok(bundle)
}

fn kb(file: &File) -> usize {
    file.bytes.len().div_ceil(1000)
}

fn named(widget: &str, ending: &str, bytes: Vec<u8>) -> File {
    let hash = blake3::hash(&bytes).to_hex();
    File { name: format!("{widget}.{}.{ending}", &hash[..8]), bytes }
}

/// The crate as one module, as Cargo leaves it.
fn compile(root: &Path, widget: &str, way: &Way) -> Result<PathBuf, String> {
    let target = root.join("target/widgets");
    let mut cargo = Command::new("cargo");
    cargo.args(["rustc", "--quiet", "--locked", "--lib", "--crate-type", "cdylib", "--features", "view"]);
    cargo.args(["--profile", "widget", "--target", TARGET, "-p", &format!("fingerpost-{widget}")]);
    cargo.arg("--target-dir").arg(&target).current_dir(root);
    if let Way::FromSource { other } = way {
        cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        // A panic is a trap, which the script answers; words for it would be a tenth of the module.
        let flags = "-Zfmt-debug=none -Zlocation-detail=none -Zunstable-options -Cpanic=immediate-abort";
        cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", flags);
        if let Some((rustc, linker)) = other {
            cargo.env("RUSTC", rustc).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
    }
    let status = cargo.status().map_err(|error| format!("Cargo could not be started: {error}."))?;
    if status.success() {
        Ok(target.join(format!("{TARGET}/widget/fingerpost_{widget}.wasm")))
    } else {
        Err(format!("The tool \"{widget}\" did not compile."))
    }
}

/// The script that wasm-bindgen writes, and the module it belongs to.
fn bind(widget: &str, compiled: &Path) -> Result<(String, Vec<u8>), String> {
    let failed = |error| format!("wasm-bindgen could not read the tool \"{widget}\": {error:#}");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).omit_default_module_path(true).typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    let mut output = bindgen.web(true).and_then(Bindgen::generate_output).map_err(failed)?;
    if output.snippets().values().any(|own| !own.is_empty()) || !output.local_modules().is_empty() {
        return Err(format!("The tool \"{widget}\" brings scripts of its own, which a page would not load."));
    }
    let script = output.js().to_owned();
    let module = output.wasm_mut();
    // The names under which script and module know each other tell a reader much, and a browser nothing.
    let imports = module.imports.iter_mut().flat_map(|import| [&mut import.module, &mut import.name]);
    let exports = module.exports.iter_mut().map(|export| &mut export.name).filter(|name| name.contains("_bindgen_"));
    let mut names: Vec<&mut String> = imports.chain(exports).collect();
    let script = shorten(script, &mut names);
    let module = module.emit_wasm();
    let until = script.find("async function __wbg_load").ok_or("wasm-bindgen writes another script than it did.")?;
    Ok((lean(&script[..until]), module))
}

/// Gives every name a short one, here and in the script.
fn shorten(mut script: String, names: &mut [&mut String]) -> String {
    // A name may begin with another one: the longest first.
    names.sort_by_key(|name| (Reverse(name.len()), (*name).clone()));
    let mut last = (String::new(), String::new());
    for (at, name) in names.iter_mut().enumerate() {
        if last.0 != **name {
            last = ((*name).clone(), format!("${at}"));
            script = script.replace(&last.0, &last.1);
        }
        name.clone_from(&last.1);
    }
    script
}

/// A script without comments and blanks on the left. No text in it goes over several lines.
fn lean(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    let lines = lines.filter(|line| !["/**", "* ", "*/", "//"].iter().any(|comment| line.starts_with(comment)));
    lines.filter(|line| !line.is_empty()).fold(String::new(), |script, line| script + line + "\n")
}

/// The script, with the lines that fetch and start the module in its place in the page, on the facts that the build wrote.
/// They stand where wasm-bindgen has lines for every way to load a module. If anything fails, then or later, the page says
/// so in the words it has for it.
fn starter(script: &str, widget: &str, module: &str) -> String {
    const START: &str = r#"
const place = document.querySelector('[data-widget="WIDGET"]');
const failed = document.querySelector('[data-failed="WIDGET"]');
const fail = () => { if (failed) failed.hidden = false; };
addEventListener('error', event => { if (event.error instanceof WebAssembly.RuntimeError) fail(); });
const load = url => fetch(url).then(answer => answer.ok ? answer.arrayBuffer() : Promise.reject(new Error(answer.status)));
if (place) Promise.all([
  load(new URL('MODULE', import.meta.url)).then(bytes => WebAssembly.instantiate(bytes, __wbg_get_imports())),
  place.dataset.facts ? load(place.dataset.facts) : new ArrayBuffer(0),
]).then(([{ instance, module }, facts]) => {
  __wbg_finalize_init(instance, module);
  if (!start(place, new Uint8Array(facts))) throw new Error('facts');
}).catch(error => { fail(); throw error; });
"#;
    format!("{script}{}", START.replace("WIDGET", widget).replace("MODULE", module))
}
