#pragma once
// The real program as a child process, and a folder for its files.

#include <nlohmann/json.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace topomq::test {

using Json = nlohmann::json;

struct ProgramResult
{
    std::string output;
    std::string errors;
    /// Exit code, or minus the signal that ended it.
    int status = 0;
};

/// Runs `topomq`, or another program, without a display in its environment.
/// Thread: one.
class Program
{
public:
    enum class Output { Pipe, Terminal };
    /// What follows on the input.
    enum class Input { End, Nothing };

    explicit Program(const std::vector<std::string>& arguments,
                     const std::string& input = {},
                     Output output = Output::Pipe,
                     const std::string& executable = TOPOMQ_PROGRAM,
                     Input rest = Input::End);
    /// Ends the process if it is still there.
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void send(int signal) const;
    /// Until this text stands on standard error or output; false when the process ended or half a
    /// minute went by without it.
    [[nodiscard]] bool awaitText(const std::string& text);

    /// Standard output, as far as it has been read.
    [[nodiscard]] const std::string& output() const { return m_result.output; }

    /// Waits for the end; a process that does not end within a minute is killed (status -9).
    [[nodiscard]] ProgramResult finish();

private:
    /// Reads what is there; false when both pipes are closed or the time is over.
    bool pump(std::chrono::steady_clock::time_point deadline);

    pid_t m_process = -1;
    int m_input = -1;
    int m_output = -1;
    int m_errors = -1;
    ProgramResult m_result;
};

/// Start to end.
[[nodiscard]] ProgramResult call(const std::vector<std::string>& arguments,
                                 const std::string& input = {});

/// A folder of the test's own, gone with it.
class TemporaryFolder
{
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] std::string path(const std::string& name) const;
    /// Writes a file and returns its path.
    std::string write(const std::string& name, const std::string& text) const;

private:
    std::filesystem::path m_folder;
};

[[nodiscard]] std::string readWhole(const std::string& path);

/// A source and a sink; `bind` is the address between them, `settings` those of the source.
[[nodiscard]] std::string pushPullFile(const std::string& bind,
                                       const std::string& settings = R"({ "rate": 1000 })");

} // namespace topomq::test
