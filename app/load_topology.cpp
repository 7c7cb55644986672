#include "app/load_topology.h"

#include "app/console.h"
#include "engine/io/topology_file.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

namespace topomq::app {

bool wouldReplace(const std::string& target, const std::string& file)
{
    const std::string source = file == "-" ? "/dev/stdin" : file;
    std::error_code ignored;
    // Devices and pipes stay what they are.
    return std::filesystem::is_regular_file(target, ignored)
        && std::filesystem::equivalent(target, source, ignored);
}

std::optional<LoadedTopology> loadTopology(const std::string& file)
{
    const std::string name = file == "-" ? "standard input" : file;
    const io::FileText text = io::readFile(file);
    if (!text.problem.empty()) {
        complain(name + ": " + text.problem);
        return std::nullopt;
    }
    io::ReadResult result = io::readTopology(text.text);
    if (!result.isReadable()) {
        complain(name + ": " + result.unreadable);
        return std::nullopt;
    }
    return LoadedTopology{std::move(result.topology), std::move(result.findings)};
}

std::vector<model::Finding> joinFindings(const LoadedTopology& loaded,
                                         std::vector<model::Finding> fromRules)
{
    // A word that is missing is told by the reader; to the rules it is an unknown one.
    std::set<std::string> wordless;
    for (const model::Node& node : loaded.topology.nodes) {
        if (node.role == model::Role::Unknown && node.unknownRole.empty())
            wordless.insert(node.id.text());
        for (const model::Socket& socket : node.sockets) {
            if (socket.type == model::SocketType::Unknown && socket.unknownType.empty())
                wordless.insert(model::SocketRef{node.id, socket.id}.text());
        }
    }
    const auto isToldAlready = [&wordless](const model::Finding& finding) {
        return (finding.code == "unknown-role" || finding.code == "unknown-socket-type")
            && wordless.contains(finding.where);
    };
    // Without a finding of the reader the word is there, and empty: only the rules tell.
    if (!loaded.findings.empty())
        std::erase_if(fromRules, isToldAlready);
    std::vector<model::Finding> all = loaded.findings;
    std::move(fromRules.begin(), fromRules.end(), std::back_inserter(all));
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.severity < b.severity; });
    return all;
}

} // namespace topomq::app
