cwlVersion: v1.2
class: CommandLineTool
label: stardose annotate
doc: |
  The same VCF with what was called as INFO and FORMAT.
baseCommand: [stardose, annotate]
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
  file:
    type: File
    doc: VCF or BCF
    inputBinding: {position: 2}
  genes:
    type: string[]?
    doc: only these genes
    inputBinding: {prefix: --genes, position: 1, itemSeparator: ","}
arguments:
  - prefix: -o
    position: 0
    valueFrom: '$(inputs.file.nameroot.replace(/\.vcf$/, "")).pgx.vcf.gz'
outputs:
  annotated:
    type: File
    doc: bgzipped VCF
    outputBinding:
      glob: '$(inputs.file.nameroot.replace(/\.vcf$/, "")).pgx.vcf.gz'
