#include "app/console.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace topomq::app {

std::string printable(std::string_view text)
{
    std::string safe(text);
    for (std::size_t at = 0; at < safe.size(); ++at) {
        const auto byte = static_cast<unsigned char>(safe[at]);
        if ((byte < 0x20 && byte != '\n') || byte == 0x7F)
            safe[at] = '?';
        // C1 controls, which some terminals obey, are C2 80 to C2 9F in UTF-8.
        else if (byte == 0xC2 && at + 1 < safe.size()
                 && static_cast<unsigned char>(safe[at + 1]) < 0xA0)
            safe.replace(at, 2, "?");
    }
    return safe;
}

void print(std::FILE* stream, std::string_view text)
{
    const std::string safe = printable(text);
    std::fwrite(safe.data(), 1, safe.size(), stream);
}

bool isOutputWritten()
{
    const bool isFlushed = std::fflush(stdout) == 0;
    const int reason = errno;
    if (isFlushed && std::ferror(stdout) == 0)
        return true;
    // An error of before has left no number.
    complain("not all of the output could be written"
             + (isFlushed ? std::string() : ": " + std::generic_category().message(reason)));
    return false;
}

void complain(std::string_view text)
{
    print(stderr, "topomq: " + std::string(text) + "\n");
}

void printFindings(std::FILE* stream, const std::vector<model::Finding>& findings)
{
    for (const model::Finding& finding : findings) {
        std::string line = model::toText(finding.severity);
        if (!finding.where.empty())
            line += " at " + finding.where;
        line += ": " + finding.message + " [" + finding.code + "]\n";
        if (finding.fix)
            line += "    fix: " + finding.fix->text + "\n";
        print(stream, line);
    }
}

std::string summaryOf(const std::vector<model::Finding>& findings)
{
    std::string summary;

    struct Kind
    {
        model::Severity severity;
        const char* one;
        const char* many;
    };

    constexpr std::array kKinds{Kind{model::Severity::Error, "error", "errors"},
                                Kind{model::Severity::Warning, "warning", "warnings"},
                                Kind{model::Severity::Information, "note", "notes"}};
    for (const Kind& kind : kKinds) {
        const auto count =
            std::count_if(findings.begin(), findings.end(), [&kind](const model::Finding& finding) {
                return finding.severity == kind.severity;
            });
        if (count == 0)
            continue;
        summary += (summary.empty() ? "" : ", ") + std::to_string(count) + " "
            + (count == 1 ? kind.one : kind.many);
    }
    return summary.empty() ? "No findings" : summary;
}

} // namespace topomq::app
