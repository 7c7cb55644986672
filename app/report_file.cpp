#include "app/report_file.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace topomq::app {

ReportFile::~ReportFile()
{
    abandon();
}

std::string ReportFile::failure() const
{
    return "--json " + m_path + ": " + std::generic_category().message(errno);
}

std::string ReportFile::takeStandardOutput()
{
    std::fflush(stdout);
    m_descriptor = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    const bool isTaken = m_descriptor >= 0 && ::dup2(STDERR_FILENO, STDOUT_FILENO) >= 0;
    return isTaken ? std::string() : failure();
}

std::string ReportFile::open(const std::string& path)
{
    m_path = path;
    m_isStandardOutput = path == "-";
    if (m_isStandardOutput)
        return takeStandardOutput();
    if (path.empty())
        return {};
    std::error_code error;
    const auto resolved = std::filesystem::weakly_canonical(path, error);
    if (!error)
        m_path = resolved.string();

    struct stat info
    { };

    const bool exists = ::stat(m_path.c_str(), &info) == 0;
    if (exists && !S_ISREG(info.st_mode)) {
        m_descriptor = ::open(m_path.c_str(), O_WRONLY | O_CLOEXEC);
        return m_descriptor < 0 ? failure() : std::string();
    }
    m_isFile = true;
    const std::string problem = begin();
    abandon();
    return problem;
}

std::string ReportFile::begin()
{
    // One that was killed while it wrote may have had the same number, as in a container.
    constexpr int kTries = 100;
    for (int i = 0; i < kTries && m_descriptor < 0; ++i) {
        m_partPath = m_path + "." + std::to_string(::getpid() + i) + ".part";
        m_descriptor = ::open(m_partPath.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (m_descriptor < 0 && errno != EEXIST)
            break;
    }
    if (m_descriptor >= 0)
        return {};
    m_partPath.clear();
    return failure();
}

std::string ReportFile::write(const std::string& text)
{
    if (m_isFile) {
        if (std::string problem = begin(); !problem.empty())
            return problem;
    }
    if (m_descriptor < 0)
        return {};
    std::size_t written = 0;
    while (written < text.size()) {
        const ssize_t count = ::write(m_descriptor, text.data() + written, text.size() - written);
        if (count < 0 && errno != EINTR)
            return failure();
        written += count < 0 ? 0 : static_cast<std::size_t>(count);
    }
    if (!m_isFile)
        return {};
    if (::fsync(m_descriptor) != 0 || ::rename(m_partPath.c_str(), m_path.c_str()) != 0)
        return failure();
    m_partPath.clear();
    return {};
}

void ReportFile::abandon()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
    if (!m_partPath.empty())
        ::unlink(m_partPath.c_str());
    m_partPath.clear();
}

} // namespace topomq::app
