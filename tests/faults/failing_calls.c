/* Makes one call of the C library fail in a save, where the kernel may not be asked to.
 *
 * Preloaded. From the word "begin" on standard output to the next, every call below is counted by
 * its name; call number FAIL_AT of FAIL_CALL fails with FAIL_ERRNO. The names go to FAIL_LOG.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <sys/file.h>
#include <unistd.h>

static int active, count;
static char log_text[65536];

static int fails(const char *name) {
    if (!active)
        return 0;
    if (strlen(log_text) + strlen(name) + 2 < sizeof log_text)
        strcat(strcat(log_text, name), "\n");
    const char *wanted = getenv("FAIL_CALL");
    if (!wanted || strcmp(wanted, name) || ++count != atoi(getenv("FAIL_AT")))
        return 0;
    errno = atoi(getenv("FAIL_ERRNO"));
    return 1;
}

static void turn(const char *said, size_t size) {
    if (size >= 5 && !memcmp(said, "begin", 5)) {
        active = 1;
    } else if (active) {
        active = 0;
        int file = syscall(SYS_openat, AT_FDCWD, getenv("FAIL_LOG"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        syscall(SYS_write, file, log_text, strlen(log_text));
        syscall(SYS_close, file);
    }
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define CALL(type, failed, name, params, args) \
    type name params { REAL(name); return fails(#name) ? failed : real args; }

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    if (fd == 1) {
        turn(data, size);
        return real(fd, data, size);
    }
    return fails("write") ? -1 : real(fd, data, size);
}

#define OPEN(name, params, ...) \
    int name params { \
        REAL(name); \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = va_arg(rest, int); \
        va_end(rest); \
        return fails(#name) ? -1 : real(__VA_ARGS__, flags, mode); \
    }
OPEN(open, (const char *path, int flags, ...), path)
OPEN(open64, (const char *path, int flags, ...), path)
OPEN(openat, (int at, const char *path, int flags, ...), at, path)
OPEN(openat64, (int at, const char *path, int flags, ...), at, path)

#define FCNTL(name) \
    int name(int fd, int what, ...) { \
        REAL(name); \
        va_list rest; \
        va_start(rest, what); \
        void *more = va_arg(rest, void *); \
        va_end(rest); \
        return fails(#name) ? -1 : real(fd, what, more); \
    }
FCNTL(fcntl)
FCNTL(fcntl64)

CALL(int, -1, close, (int fd), (fd))
CALL(ssize_t, -1, read, (int fd, void *data, size_t size), (fd, data, size))
CALL(ssize_t, -1, pread, (int fd, void *data, size_t size, off_t at), (fd, data, size, at))
CALL(ssize_t, -1, pread64, (int fd, void *data, size_t size, off64_t at), (fd, data, size, at))
CALL(ssize_t, -1, pwrite, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
CALL(ssize_t, -1, pwrite64, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))
CALL(off_t, -1, lseek, (int fd, off_t at, int from), (fd, at, from))
CALL(off64_t, -1, lseek64, (int fd, off64_t at, int from), (fd, at, from))
CALL(int, -1, ftruncate, (int fd, off_t size), (fd, size))
CALL(int, -1, ftruncate64, (int fd, off64_t size), (fd, size))
CALL(int, -1, fsync, (int fd), (fd))
CALL(int, -1, fdatasync, (int fd), (fd))
CALL(int, -1, flock, (int fd, int what), (fd, what))
CALL(int, -1, rename, (const char *from, const char *to), (from, to))
CALL(int, -1, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))
CALL(int, -1, link, (const char *from, const char *to), (from, to))
CALL(int, -1, linkat, (int a, const char *from, int b, const char *to, int how), (a, from, b, to, how))
CALL(int, -1, unlink, (const char *path), (path))
CALL(int, -1, unlinkat, (int at, const char *path, int how), (at, path, how))
CALL(int, -1, fchmod, (int fd, mode_t mode), (fd, mode))
CALL(int, -1, chmod, (const char *path, mode_t mode), (path, mode))
CALL(int, -1, fchown, (int fd, uid_t user, gid_t group), (fd, user, group))
CALL(int, -1, chown, (const char *path, uid_t user, gid_t group), (path, user, group))
CALL(int, -1, fstat, (int fd, struct stat *to), (fd, to))
CALL(int, -1, fstat64, (int fd, struct stat64 *to), (fd, to))
CALL(int, -1, stat, (const char *path, struct stat *to), (path, to))
CALL(int, -1, stat64, (const char *path, struct stat64 *to), (path, to))
CALL(int, -1, lstat, (const char *path, struct stat *to), (path, to))
CALL(int, -1, lstat64, (const char *path, struct stat64 *to), (path, to))
CALL(int, -1, fstatat, (int at, const char *path, struct stat *to, int how), (at, path, to, how))
CALL(int, -1, fstatat64, (int at, const char *path, struct stat64 *to, int how), (at, path, to, how))
CALL(int, -1, statvfs, (const char *path, struct statvfs *to), (path, to))
CALL(int, -1, statvfs64, (const char *path, struct statvfs64 *to), (path, to))
CALL(int, -1, fstatvfs, (int fd, struct statvfs *to), (fd, to))
CALL(int, -1, fstatvfs64, (int fd, struct statvfs64 *to), (fd, to))
CALL(int, -1, access, (const char *path, int how), (path, how))
CALL(int, -1, faccessat, (int at, const char *path, int how, int flags), (at, path, how, flags))
CALL(DIR *, NULL, opendir, (const char *path), (path))
CALL(struct dirent *, NULL, readdir, (DIR *folder), (folder))
CALL(struct dirent64 *, NULL, readdir64, (DIR *folder), (folder))
CALL(ssize_t, -1, listxattr, (const char *path, char *to, size_t size), (path, to, size))
CALL(ssize_t, -1, flistxattr, (int fd, char *to, size_t size), (fd, to, size))
CALL(ssize_t, -1, getxattr, (const char *path, const char *name, void *to, size_t size), (path, name, to, size))
CALL(ssize_t, -1, fgetxattr, (int fd, const char *name, void *to, size_t size), (fd, name, to, size))
CALL(int, -1, setxattr, (const char *path, const char *name, const void *v, size_t n, int how), (path, name, v, n, how))
CALL(int, -1, fsetxattr, (int fd, const char *name, const void *v, size_t n, int how), (fd, name, v, n, how))
CALL(int, -1, utimensat, (int at, const char *path, const struct timespec t[2], int how), (at, path, t, how))
CALL(int, -1, futimens, (int fd, const struct timespec t[2]), (fd, t))
CALL(ssize_t, -1, readlink, (const char *path, char *to, size_t size), (path, to, size))
CALL(ssize_t, -1, readlinkat, (int at, const char *path, char *to, size_t size), (at, path, to, size))
CALL(int, -1, mkdir, (const char *path, mode_t mode), (path, mode))
