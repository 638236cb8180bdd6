cwlVersion: v1.2
class: CommandLineTool
label: stardose call
doc: |
  Star alleles and phenotypes from VCF or BCF. The output has the name of the first input, and of the part.
baseCommand: [stardose, call]
hints:
  SoftwareRequirement:
    packages:
      stardose:
        version: ["0.1.0"]
  ResourceRequirement:
    coresMin: 1
    ramMin: 256
requirements:
  InlineJavascriptRequirement: {}
inputs:
  files:
    type: File[]
    doc: VCF or BCF; several are parts of one data set
    secondaryFiles:
      - {pattern: .tbi, required: false}
      - {pattern: .csi, required: false}
    inputBinding: {position: 2}
  genes:
    type: string[]?
    doc: only these genes
    inputBinding: {prefix: --genes, position: 1, itemSeparator: ","}
  samples:
    type: string[]?
    doc: only these samples
    inputBinding: {prefix: --samples, position: 1, itemSeparator: ","}
  absent:
    type: string?
    doc: what a site without record is, missing or reference
    inputBinding: {prefix: --absent, position: 1}
  assay:
    type: string?
    doc: wgs, wes, array or panel
    inputBinding: {prefix: --assay, position: 1}
  covered:
    type: File?
    doc: regions (BED) that were looked at
    inputBinding: {prefix: --covered, position: 1}
  min_gq:
    type: int?
    doc: reject genotypes with a lower GQ
    inputBinding: {prefix: --min-gq, position: 1}
  outside:
    type: File[]?
    doc: results of other programs
    inputBinding: {prefix: --outside, position: 1, itemSeparator: ","}
  shard:
    type: string?
    doc: I/N, only the I-th of N parts of the samples
    inputBinding: {prefix: --shard, position: 1}
arguments:
  - prefix: -o
    position: 0
    valueFrom: >-
      $(inputs.files[0].nameroot + (inputs.shard ? "." + inputs.shard.replace("/", "of") : "") + ".calls.jsonl.gz")
outputs:
  calls:
    type: File
    doc: JSON Lines
    outputBinding:
      glob: >-
        $(inputs.files[0].nameroot + (inputs.shard ? "." + inputs.shard.replace("/", "of") : "") + ".calls.jsonl.gz")
