/* write_vcf.c - records out, by htslib */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/bgzf.h>
#include <htslib/hfile.h>
#include "write/write_vcf.h"
#include "util/no_memory.h"

_Static_assert(sizeof(off_t) == 8, "build with -D_FILE_OFFSET_BITS=64, or large files are cut");

struct sdi_vcf_writer {
	char *path, *name;	/* "-" or what to open; what the user calls it */
	char mode[8];
	int is_bcf, n_threads;
	htsFile *fp;		/* NULL before the first record */
	bcf_hdr_t *hdr;		/* borrowed */
	bcf1_t *rec;		/* scratch for text that becomes BCF */
	kstring_t copy;		/* the same: parsing cuts a line up */
};

static int cannot_write(const struct sdi_vcf_writer *writer, struct stardose_error *err)
{
	int why = errno;

	stardose_error_set(err, STARDOSE_EOUTPUT, "cannot write '%s': %s", writer->name,
			   why ? strerror(why) : "write failed");
	if (err && why == EPIPE)
		err->text[0] = '\0';
	return STARDOSE_EOUTPUT;
}

static int open_mode(const struct sdi_vcf_output *output, char mode[8], struct stardose_error *err)
{
	char type = output->type ? output->type : 'v';

	if (!strchr("vzub", type))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "output type '%c' is none of v, z, u, b", type);
	if (output->level < -1 || output->level > 9 ||
	    (output->level >= 0 && (type == 'v' || type == 'u')))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "output type '%c' has no compression level %d", type,
					  output->level);
	strcpy(mode, type == 'v' ? "w" : type == 'z' ? "wz" : type == 'u' ? "wbu" : "wb");
	if (output->level >= 0)
		sprintf(mode + strlen(mode), "%d", output->level);
	return STARDOSE_OK;
}

int sdi_vcf_writer_open(const struct sdi_vcf_output *output, bcf_hdr_t *hdr,
			struct sdi_vcf_writer **out, struct stardose_error *err)
{
	int to_stdout = !output->path || !strcmp(output->path, "-"), ret;
	struct sdi_vcf_writer *writer = calloc(1, sizeof(*writer));

	if (!writer)
		return sdi_no_memory(err);
	writer->path = strdup(to_stdout ? "-" : output->path);
	writer->name = strdup(to_stdout	     ? "standard output"
			      : output->name ? output->name
					     : output->path);
	writer->rec = bcf_init();
	writer->hdr = hdr;
	writer->n_threads = output->n_threads;
	ret = writer->path && writer->name && writer->rec ? open_mode(output, writer->mode, err)
							  : sdi_no_memory(err);
	if (ret < 0) {
		sdi_vcf_writer_free(writer);
		return ret;
	}
	writer->is_bcf = writer->mode[1] == 'b';
	*out = writer;
	return STARDOSE_OK;
}

/* Before the first record, or when there is none. */
static int begin(struct sdi_vcf_writer *writer, struct stardose_error *err)
{
	errno = 0;
	writer->fp = hts_open(writer->path, writer->mode);
	if (!writer->fp ||
	    (writer->n_threads > 0 && hts_set_threads(writer->fp, writer->n_threads) < 0) ||
	    bcf_hdr_write(writer->fp, writer->hdr) < 0)
		return cannot_write(writer, err);
	return STARDOSE_OK;
}

static int put_text(struct sdi_vcf_writer *writer, const char *line, size_t len)
{
	htsFile *fp = writer->fp;

	if (fp->format.compression != no_compression)
		return bgzf_write(fp->fp.bgzf, line, len) == (ssize_t)len &&
		       bgzf_write(fp->fp.bgzf, "\n", 1) == 1;
	return hwrite(fp->fp.hfile, line, len) == (ssize_t)len && hputc('\n', fp->fp.hfile) == '\n';
}

/* Say where and why; "chrom<tab>pos" becomes "chrom:pos". */
static int not_for_bcf(const char *line, size_t len, int errcode, struct stardose_error *err)
{
	const char *chrom_end = memchr(line, '\t', len), *pos, *pos_end;
	const char *why = !errcode ? "a position or value needs more than 32 bits"
			  : errcode & BCF_ERR_CTG_UNDEF ? "its contig is not declared in the header"
			  : errcode & BCF_ERR_TAG_UNDEF
				  ? "a FILTER, INFO or FORMAT tag is not declared in the header"
			  : errcode & BCF_ERR_NCOLS ? "its number of columns is wrong"
						    : "it is malformed";

	if (!chrom_end)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "a line without columns is no record");
	pos = chrom_end + 1;
	pos_end = memchr(pos, '\t', line + len - pos);
	return stardose_error_set(err, STARDOSE_EINPUT,
				  "BCF cannot hold the record at %.*s:%.*s: %s; write text (-O v "
				  "or z) or mend the header",
				  (int)(chrom_end - line), line,
				  (int)((pos_end ? pos_end : pos) - pos), pos, why);
}

int sdi_vcf_writer_put_line(struct sdi_vcf_writer *writer, const char *line, size_t len,
			    struct stardose_error *err)
{
	int ret;

	if (!writer->fp && (ret = begin(writer, err)) < 0)
		return ret;
	errno = 0;
	if (!writer->is_bcf)
		return put_text(writer, line, len) ? STARDOSE_OK : cannot_write(writer, err);
	ks_clear(&writer->copy);
	if (kputsn(line, len, &writer->copy) < 0)
		return sdi_no_memory(err);
	if (vcf_parse(&writer->copy, writer->hdr, writer->rec) < 0)
		return not_for_bcf(line, len, BCF_ERR_CHAR, err);
	if (!writer->rec->errcode && (int)writer->rec->n_sample != bcf_hdr_nsamples(writer->hdr))
		writer->rec->errcode = BCF_ERR_NCOLS;
	/*
	 * the one flag beyond the levels of unpacking says that a value needs 64 bits, which
	 * bcf_write() refuses
	 */
	if (writer->rec->errcode || writer->rec->unpacked & ~BCF_UN_ALL)
		return not_for_bcf(line, len, writer->rec->errcode, err);
	return sdi_vcf_writer_put_record(writer, writer->rec, err);
}

int sdi_vcf_writer_put_record(struct sdi_vcf_writer *writer, bcf1_t *rec,
			      struct stardose_error *err)
{
	int ret;

	if (!writer->fp && (ret = begin(writer, err)) < 0)
		return ret;
	errno = 0;
	return bcf_write(writer->fp, writer->hdr, rec) < 0 ? cannot_write(writer, err)
							   : STARDOSE_OK;
}

int sdi_vcf_writer_close(struct sdi_vcf_writer *writer, struct stardose_error *err)
{
	htsFile *fp;
	int ret;

	if (!writer->fp && (ret = begin(writer, err)) < 0)
		return ret;
	fp = writer->fp;
	writer->fp = NULL;
	errno = 0;
	return hts_close(fp) < 0 ? cannot_write(writer, err) : STARDOSE_OK;
}

void sdi_vcf_writer_free(struct sdi_vcf_writer *writer)
{
	if (!writer)
		return;
	if (writer->fp && writer->fp->format.compression == bgzf)
		writer->fp->fp.bgzf->is_compressed =
			0; /* or closing would write the block that says all is well */
	if (writer->fp)
		hts_close(writer->fp);
	if (writer->rec)
		bcf_destroy(writer->rec);
	ks_free(&writer->copy);
	free(writer->path);
	free(writer->name);
	free(writer);
}
