cwlVersion: v1.2
class: CommandLineTool
label: stardose qc
doc: |
  Call rates, statuses and phenotypes of a cohort as files for MultiQC.
baseCommand: [stardose, qc]
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
  calls:
    type: File
    doc: JSON Lines of call
    inputBinding: {position: 2}
arguments:
  - prefix: -O
    valueFrom: m
  - prefix: -o
    position: 0
    valueFrom: '$(inputs.calls.nameroot.replace(/\.jsonl$/, "") + ".qc")'
outputs:
  folder:
    type: Directory
    doc: stardose_*_mqc.tsv
    outputBinding:
      glob: '$(inputs.calls.nameroot.replace(/\.jsonl$/, "") + ".qc")'
