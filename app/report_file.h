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
    [[nodiscard]] std::string open(const std::string& path);

    [[nodiscard]] bool isStandardOutput() const { return m_isStandardOutput; }

    [[nodiscard]] std::string write(const std::string& text);
    /// Removes what was begun; for leaving without a report.
    void abandon();

private:
    [[nodiscard]] std::string failure() const;
    [[nodiscard]] std::string takeStandardOutput();

    std::string m_path;
    /// The file that becomes `m_path`; empty for a device or pipe, which must stay what it is.
    std::string m_partPath;
    int m_descriptor = -1;
    bool m_isStandardOutput = false;
};

} // namespace topomq::app
