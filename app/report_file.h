#pragma once
// Where the report of a run goes.

#include <string>

namespace topomq::app {

/// Makes sure before a run that its report can be written after it, and then writes it so that
/// the file is either the old one or the whole new one.
/// Thread: one.
class ReportFile
{
public:
    ReportFile() = default;
    ~ReportFile();
    ReportFile(const ReportFile&) = delete;
    ReportFile& operator=(const ReportFile&) = delete;

    /// `-` is standard output, nothing is no report. Returns why it cannot be written, or nothing.
    /// From then on standard output is the report's alone: what libraries print there (OpenPGM
    /// does) goes to standard error.
    /// Nothing is left beside the file meanwhile: a run may be killed.
    [[nodiscard]] std::string open(const std::string& path);

    [[nodiscard]] bool isStandardOutput() const { return m_isStandardOutput; }

    [[nodiscard]] std::string write(const std::string& text);

private:
    [[nodiscard]] std::string failure() const;
    [[nodiscard]] std::string takeStandardOutput();
    /// Makes the file that becomes the report and opens it.
    [[nodiscard]] std::string begin();
    /// Removes what was begun.
    void abandon();

    std::string m_path;
    /// The file that becomes `m_path`; empty while there is none.
    std::string m_partPath;
    /// A device, a pipe, or the file that becomes `m_path`.
    int m_descriptor = -1;
    /// `m_path` is a file; a device or pipe must stay what it is.
    bool m_isFile = false;
    bool m_isStandardOutput = false;
};

} // namespace topomq::app
