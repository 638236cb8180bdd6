cwlVersion: v1.2
class: CommandLineTool
label: stardose guide
doc: |
  Medication guidance of CPIC, DPWG and FDA, from VCF, BCF or the JSON Lines of call.
baseCommand: [stardose, guide]
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
arguments:
  - prefix: -o
    position: 0
    valueFrom: '$(inputs.files[0].nameroot.replace(/\.jsonl$/, "").replace(/\.calls$/, "") + ".guidance.jsonl.gz")'
outputs:
  guidance:
    type: File
    doc: JSON Lines
    outputBinding:
      glob: '$(inputs.files[0].nameroot.replace(/\.jsonl$/, "").replace(/\.calls$/, "") + ".guidance.jsonl.gz")'
