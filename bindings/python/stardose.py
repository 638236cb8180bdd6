"""stardose - star alleles, phenotypes and medication guidance from VCF, through libstardose

    import stardose
    with stardose.Stardose() as s:
        for person in s.call("cohort.bcf"):
            for call in person.calls:
                print(person.sample, call.gene, call.diplotype, call.phenotype, call.status)
        for person in s.guide("person.vcf.gz", drugs=["codeine"], taking="paroxetine 20 mg/d"):
            for line in person.guidance:
                print(line.drug, line.source, line.guidance, line.flags)
            html, bundle = s.report(person), s.fhir(person)

Input is a path, bytes of a VCF or BCF, or a list of them. What the library remarks (a site that is not there, a medicine that no table knows) goes to
`on_remark`, by default as a warning of the class Remark: a remark that nobody sees may be a medicine that nobody assessed. Fields that have no
name here are in `data`, the JSON object as docs/stardose-call.schema.json and docs/stardose-guide.schema.json describe it.

The library is looked for in $STARDOSE_LIBRARY, beside this file, and where the system has it. Threads: one Stardose object for each.
"""
import ctypes
import ctypes.util
import glob
import json
import os
import warnings
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Tuple, Union

__version__ = "0.1.0"
__all__ = ["Stardose", "Person", "Call", "Candidate", "Guidance", "Remark", "StardoseError", "UsageError", "InputError", "TableError"]
Input = Union[str, os.PathLike, bytes, bytearray]


class Remark(UserWarning):
    """What the library says without stopping."""


class StardoseError(Exception):
    """What failed; `status` is an enum stardose_status of <stardose/status.h>."""
    status = 0


class UsageError(StardoseError):
    """Asked for something that cannot be: an unknown gene, sample, medicine."""


class InputError(StardoseError):
    """The input cannot be used: no VCF, cut off, of another build."""


class TableError(StardoseError):
    """The tables contradict each other."""


ERRORS = {-1: UsageError, -3: InputError, -4: TableError}

# ---- results ----


@dataclass(frozen=True)
class Candidate:
    """One diplotype that fits what was seen."""
    diplotype: Optional[str]
    phenotype: Optional[str]
    activity_score: Any  # a number; [least, most] where it is open; None


@dataclass(frozen=True)
class Call:
    """The result of one gene. Several candidates: the data does not tell them apart, and diplotype may be None."""
    gene: str
    status: str
    diplotype: Optional[str]
    phenotype: Optional[str]
    activity_score: Any
    copies: Any  # a number; "not_assessed"; None where no table counts them
    sites_seen: Optional[int]
    sites_absent: Optional[int]
    reasons: Tuple[str, ...]
    candidates: Tuple[Candidate, ...]
    data: Dict[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True)
class Guidance:
    """What one source says about one medicine. action None: it has no row for this result."""
    drug: str
    source: str
    context: Optional[str]
    gene_result: Optional[str]
    phenotype: Optional[str]
    action: Optional[str]
    strength: Optional[str]
    guidance: str
    citation: Optional[str]
    row_id: Optional[str]
    flags: Tuple[str, ...]
    data: Dict[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True)
class Person:
    """One sample: calls, and guidance where Stardose.guide() made it. line is its JSON as the program writes it."""
    sample: str
    build: Optional[str]
    calls: Tuple[Call, ...]
    guidance: Tuple[Guidance, ...]
    line: str = field(repr=False, compare=False, default="")
    data: Dict[str, Any] = field(repr=False, compare=False, default_factory=dict)

    def call(self, gene: str) -> Optional[Call]:
        """The call of a gene, or None where it was not asked for."""
        return next((c for c in self.calls if c.gene == gene), None)


def _candidate(of):
    return Candidate(of.get("diplotype"), of.get("phenotype"), of.get("activity_score"))


def _call(of):
    return Call(of["gene"], of.get("status"), of.get("diplotype"), of.get("phenotype"), of.get("activity_score"), of.get("copies"),
                of.get("sites_seen"), of.get("sites_absent"), tuple(of.get("reasons", ())), tuple(map(_candidate, of.get("candidates", ()))), of)


def _guidance(of):
    names = ("drug", "source", "context", "gene_result", "phenotype", "action", "strength", "guidance", "citation", "row_id")
    return Guidance(*(of.get(name) for name in names), tuple(of.get("flags", ())), of)


def _person(line):
    of = json.loads(line)
    return Person(of["sample"], of.get("build"), tuple(map(_call, of["genes"])), tuple(map(_guidance, of.get("guidance", ()))), line, of)


# ---- the library: structs as its headers have them; of structs with a size the beginning is enough ----


class _Error(ctypes.Structure):
    _fields_ = [("status", ctypes.c_int), ("text", ctypes.c_char * 768)]


_LogFn = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p)
_SinkFn = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_char), ctypes.c_size_t, ctypes.c_void_p)


class _Log(ctypes.Structure):
    _fields_ = [("fn", _LogFn), ("user", ctypes.c_void_p)]


class _Tables(ctypes.Structure):
    _fields_ = [("version", ctypes.c_char_p), ("checksum", ctypes.c_char * 17), ("origin", ctypes.c_char_p), ("n_genes", ctypes.c_int),
                ("n_contigs", ctypes.c_int), ("genes", ctypes.c_void_p), ("contigs", ctypes.c_void_p), ("guidance", ctypes.c_void_p)]


class _CallOptions(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("build", ctypes.c_int), ("absent_is_reference", ctypes.c_int), ("input_is_complete", ctypes.c_int),
                ("min_gq", ctypes.c_int), ("min_dp", ctypes.c_int), ("min_gp", ctypes.c_double), ("min_r2", ctypes.c_double),
                ("apply_filters", ctypes.c_char_p), ("genes", ctypes.c_char_p), ("samples", ctypes.c_char_p), ("copy_number", ctypes.c_char_p),
                ("pedigree", ctypes.c_char_p), ("depth_regions", ctypes.c_char_p), ("call_depth", ctypes.c_int), ("population", ctypes.c_char_p),
                ("samples_file", ctypes.c_char_p), ("outside", ctypes.c_void_p), ("several_files", ctypes.c_int), ("force_samples", ctypes.c_int),
                ("keep_sites", ctypes.c_int), ("n_threads", ctypes.c_int), ("log", _Log)]


class _WriterOptions(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("kind", ctypes.c_int), ("no_version", ctypes.c_int), ("sink", _SinkFn), ("sink_user", ctypes.c_void_p)]


class _GuideOptions(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("drugs", ctypes.c_char_p), ("drug_classes", ctypes.c_char_p), ("sources", ctypes.c_char_p), ("log", _Log)]


class _ContextOptions(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("date", ctypes.c_char_p), ("convention", ctypes.c_char_p)]


class _ReportOptions(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("reader", ctypes.c_int), ("template_path", ctypes.c_char_p), ("is_asked", ctypes.c_int)]


class _ReportPerson(ctypes.Structure):
    _fields_ = [("sample", ctypes.c_char_p), ("file", ctypes.c_char_p), ("text", ctypes.POINTER(ctypes.c_char)), ("n_bytes", ctypes.c_size_t)]


class _FhirOptions(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("all", ctypes.c_int)]


_HANDLE = ctypes.c_void_p


def _find(path):
    beside = sorted(glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), "libstardose.so*")))
    for name in [path, os.environ.get("STARDOSE_LIBRARY"), *beside, ctypes.util.find_library("stardose"), "libstardose.so.0"]:
        if name:
            return ctypes.CDLL(os.fspath(name))
    raise OSError("no libstardose")


def _load(path):
    lib = _find(path)
    lib.stardose_version.restype = ctypes.c_char_p
    version = lib.stardose_version().decode()
    if version.split(".")[:2] != __version__.split(".")[:2]:  # before 1.0 any minor version may change structs
        raise OSError("libstardose is %s, and this module is for %s" % (version, __version__))
    lib.stardose_caller_sample.restype = ctypes.c_char_p
    lib.stardose_context_person.restype = _HANDLE
    lib.stardose_caller_read_memory.argtypes = [_HANDLE, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.POINTER(_Error)]
    return lib


def _bytes(text):
    return None if text is None else os.fsencode(text)


def _list(words):
    if words is None or isinstance(words, str):
        return _bytes(words)
    return ",".join(words).encode()


class Stardose:
    """Tables and everything that is made with them.

    tables:    a folder of tables in place of those compiled in
    library:   path of libstardose
    on_remark: called with each remark of the library, a text; None: warnings.warn(text, Remark)
    """

    def __init__(self, tables: Optional[str] = None, library: Optional[str] = None, on_remark: Optional[Callable[[str], None]] = None):
        self._lib, self._tables = _load(library), ctypes.POINTER(_Tables)()
        self._on_remark = on_remark or (lambda text: warnings.warn(text, Remark, stacklevel=4))
        self._remarks: List[str] = []
        self._log = _Log(_LogFn(lambda user, level, text: self._remarks.append(text.decode("utf-8", "replace"))), None)
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = [ctypes.c_void_p]
        self._do("tables_open", _bytes(tables), ctypes.byref(self._tables))

    def __enter__(self) -> "Stardose":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        """Nothing of this object is good afterwards; persons stay."""
        if self._tables:
            self._lib.stardose_tables_free(self._tables)
        self._tables = ctypes.POINTER(_Tables)()

    @property
    def version(self) -> str:
        """Of the library."""
        return self._lib.stardose_version().decode()

    @property
    def tables_version(self) -> str:
        return self._tables.contents.version.decode()

    def _tell(self):
        remarks, self._remarks[:] = list(self._remarks), []
        for text in remarks:
            self._on_remark(text)

    def _do(self, name, *args):
        """Call a function whose last argument is the error; what it remarked is told after it."""
        err = _Error()
        if name != "tables_open" and not self._tables:
            raise UsageError("closed already")
        status = getattr(self._lib, "stardose_" + name)(*args, ctypes.byref(err))
        self._tell()
        if status < 0:
            error = ERRORS.get(status, StardoseError)(err.text.decode("utf-8", "replace") or "status %d" % status)
            error.status = status
            raise error
        return status

    # ---- calls ----

    def _caller(self, files, options):
        caller = _HANDLE()
        self._do("caller_new", self._tables, ctypes.byref(options), ctypes.byref(caller))
        try:
            for one in files:
                if isinstance(one, (bytes, bytearray)):
                    self._do("caller_read_memory", caller, bytes(one), len(one), b"bytes")
                else:
                    self._do("caller_read", caller, _bytes(one))
            self._do("caller_finish", caller)
        except BaseException:
            self._lib.stardose_caller_free(caller)
            raise
        return caller

    def _options(self, genes, samples, build, absent, files, more):
        options = _CallOptions(size=ctypes.sizeof(_CallOptions))
        self._lib.stardose_call_options_init_size(ctypes.byref(options), ctypes.c_size_t(options.size))
        builds = {None: options.build, "GRCh37": 0, "GRCh38": 1}
        if absent not in ("missing", "reference") or build not in builds:
            raise UsageError("absent is missing or reference, build GRCh37 or GRCh38")
        options.build, options.absent_is_reference = builds[build], absent == "reference"
        options.genes, options.samples, options.log = _list(genes), _list(samples), self._log
        options.keep_sites, options.several_files = 1, len(files) > 1
        for name, value in more.items():
            if name not in ("min_gq", "min_dp", "min_gp", "min_r2", "apply_filters", "copy_number", "pedigree", "depth_regions", "call_depth", "population",
                            "samples_file", "n_threads", "input_is_complete", "force_samples"):
                raise TypeError("no option %s" % name)
            setattr(options, name, _bytes(value) if isinstance(value, (str, os.PathLike)) else value)
        return options

    def call(self, files: Union[Input, Sequence[Input]], genes=None, samples=None, build: Optional[str] = None, absent: str = "missing",
             **more: Any) -> Iterator[Person]:
        """The calls of each sample, in the order of the input.

        genes, samples: lists, or texts as -g and -s take them; absent: what a site without record is, missing or reference;
        more: other members of struct stardose_call_options (min_gq, copy_number, population, ...)
        """
        files = [files] if isinstance(files, (str, bytes, bytearray, os.PathLike)) else list(files)
        caller = self._caller(files, self._options(genes, samples, build, absent, files, more))
        writer, parts = _HANDLE(), []

        def sink(_, bytes_, n, __):
            parts.append(ctypes.string_at(bytes_, n))
            return 0
        options = _WriterOptions(size=ctypes.sizeof(_WriterOptions))
        try:
            self._lib.stardose_writer_options_init_size(ctypes.byref(options), ctypes.c_size_t(options.size))
            options.kind, options.sink = 1, _SinkFn(sink)
            self._do("writer_new", self._tables, ctypes.byref(options), ctypes.byref(writer))
            for i in range(self._lib.stardose_caller_n_samples(caller)):
                del parts[:]
                self._do("writer_caller_sample", writer, caller, i)
                self._do("writer_finish", writer)
                yield _person(b"".join(parts).decode())
        finally:
            self._lib.stardose_writer_free(writer)
            self._lib.stardose_caller_free(caller)

    # ---- guidance ----

    def _context(self, taking, context, date):
        if taking is None and context is None:
            return _HANDLE()
        made, options = _HANDLE(), _ContextOptions(size=ctypes.sizeof(_ContextOptions))
        self._lib.stardose_context_options_init_size(ctypes.byref(options), ctypes.c_size_t(options.size))
        options.date = _bytes(date)
        self._do("context_new", self._tables, ctypes.byref(options), ctypes.byref(made))
        try:
            if context is not None:
                self._do("context_read", made, _bytes(context), ctypes.byref(self._log))
            if taking is not None:
                self._do("context_taking", made, _list(taking))
            self._do("context_resolve", made, ctypes.byref(self._log))
        except BaseException:
            self._lib.stardose_context_free(made)
            raise
        return made

    def _guide(self, drugs, classes, sources):
        guide, options = _HANDLE(), _GuideOptions(size=ctypes.sizeof(_GuideOptions))
        self._lib.stardose_guide_options_init_size(ctypes.byref(options), ctypes.c_size_t(options.size))
        options.drugs, options.drug_classes, options.sources, options.log = _list(drugs), _list(classes), _list(sources), self._log
        self._do("guide_new", ctypes.c_void_p(self._tables.contents.guidance), ctypes.byref(options), ctypes.byref(guide))
        return guide

    def guide(self, files: Union[Input, Sequence[Input]], drugs=None, drug_classes=None, sources=None, taking=None, context=None,
              date: Optional[str] = None, genes=None, samples=None, build: Optional[str] = None, absent: str = "missing",
              **more: Any) -> Iterator[Person]:
        """Calls and guidance of each sample.

        taking: what the one sample takes, a list or a text as --taking has it ("none": nothing; None: not known, so that nothing is assessed);
        context: a file of medicines, levels and states by sample; the rest as call()
        """
        files = [files] if isinstance(files, (str, bytes, bytearray, os.PathLike)) else list(files)
        lib, guide, caller, about = self._lib, _HANDLE(), _HANDLE(), self._context(taking, context, date)
        try:
            guide = self._guide(drugs, drug_classes, sources)
            caller = self._caller(files, self._options(genes, samples, build, absent, files, more))
            n = lib.stardose_caller_n_samples(caller)
            if taking is not None and n > 1:
                raise UsageError("taking says what one sample takes, and there are %d: choose one, or give a context" % n)
            for i in range(n):
                if about:
                    lib.stardose_guide_about(guide, ctypes.c_void_p(lib.stardose_context_person(about, lib.stardose_caller_sample(caller, i))))
                text, length = ctypes.c_void_p(), ctypes.c_size_t()
                self._do("guide_line", self._tables, guide, caller, i, ctypes.byref(text), ctypes.byref(length))
                yield _person(self._take(text, length.value))
        finally:
            lib.stardose_guide_free(guide)
            lib.stardose_caller_free(caller)
            lib.stardose_context_free(about)

    def _take(self, text, n=None):
        try:
            return (ctypes.string_at(text) if n is None else ctypes.string_at(text, n)).decode()
        finally:
            self._free(text)

    # ---- what is made of guidance ----

    def report(self, person: Person, reader: str = "clinician", is_asked: bool = False) -> str:
        """The page of a person of guide(), HTML; reader: clinician or patient; is_asked: all medicines of the guidance were asked for"""
        if reader not in ("clinician", "patient"):
            raise UsageError("reader is clinician or patient")
        report, made, line = _HANDLE(), ctypes.POINTER(_ReportPerson)(), person.line.encode()
        options = _ReportOptions(size=ctypes.sizeof(_ReportOptions))
        self._lib.stardose_report_options_init_size(ctypes.byref(options), ctypes.c_size_t(options.size))
        options.reader, options.is_asked = reader == "patient", is_asked
        self._do("report_new", self._tables, ctypes.byref(options), ctypes.byref(report))
        try:
            self._do("report_add", report, line, ctypes.c_size_t(len(line)), ctypes.byref(made))
            return ctypes.string_at(made.contents.text, made.contents.n_bytes).decode()
        finally:
            self._lib.stardose_report_free(report)

    def _fhir(self, person, name, is_all):
        fhir, text, line = _HANDLE(), ctypes.c_void_p(), person.line.encode()
        options = _FhirOptions(size=ctypes.sizeof(_FhirOptions))
        self._lib.stardose_fhir_options_init_size(ctypes.byref(options), ctypes.c_size_t(options.size))
        options.all = is_all
        self._do("fhir_new_with", self._tables, ctypes.byref(options), ctypes.byref(fhir))
        try:
            self._do(name, fhir, line, ctypes.c_size_t(len(line)), ctypes.byref(text))
            return json.loads(self._take(text))
        finally:
            self._lib.stardose_fhir_free(fhir)

    def fhir(self, person: Person, all: bool = False) -> Dict[str, Any]:
        """The FHIR bundle of a person of guide() (docs/FHIR.md); all: every line is an implication of its own"""
        return self._fhir(person, "fhir_bundle", all)

    def cards(self, person: Person) -> List[Dict[str, Any]]:
        """Cards of CDS Hooks for a person of guide(drugs=...)"""
        return self._fhir(person, "cds_cards", False)["cards"]
