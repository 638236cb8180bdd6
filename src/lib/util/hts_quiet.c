/* hts_quiet.c - htslib's own lines kept off stderr while the library works */
#include <pthread.h>
#include <htslib/hts_log.h>
#include "util/hts_quiet.h"

/* The level is the process's, and so are these. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int depth;
static enum htsLogLevel level;

void sdi_hts_hush(void)
{
	pthread_mutex_lock(&lock);
	if (!depth++) {
		level = hts_get_log_level();
		hts_set_log_level(HTS_LOG_OFF);
	}
	pthread_mutex_unlock(&lock);
}

void sdi_hts_unhush(void)
{
	pthread_mutex_lock(&lock);
	if (!--depth)
		hts_set_log_level(level);
	pthread_mutex_unlock(&lock);
}
