cwlVersion: v1.2
class: CommandLineTool
label: stardose report
doc: |
  A page that a person reads, of one sample.
baseCommand: [stardose, report]
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
    doc: VCF, BCF or JSON Lines; several are parts of one data set
    secondaryFiles:
      - {pattern: .tbi, required: false}
      - {pattern: .csi, required: false}
    inputBinding: {position: 2}
  drugs:
    type: string[]?
    doc: only these medicines
    inputBinding: {prefix: --drugs, position: 1, itemSeparator: ","}
  sources:
    type: string[]?
    doc: only these sources, such as cpic
    inputBinding: {prefix: --source, position: 1, itemSeparator: ","}
  context:
    type: File?
    doc: medicines, levels and states by sample
    inputBinding: {prefix: --context, position: 1}
  reader:
    type: string?
    doc: clinician or patient
    inputBinding: {prefix: --for, position: 1}
  sample:
    type: string?
    doc: the sample
    inputBinding: {prefix: --samples, position: 1}
arguments:
  - prefix: -o
    position: 0
    valueFrom: '$(inputs.files[0].nameroot.replace(/\.jsonl$/, "") + (inputs.reader === "patient" ? ".patient" : "") + ".html")'
outputs:
  page:
    type: File
    doc: HTML
    outputBinding:
      glob: '$(inputs.files[0].nameroot.replace(/\.jsonl$/, "") + (inputs.reader === "patient" ? ".patient" : "") + ".html")'
