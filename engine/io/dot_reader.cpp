#include "engine/io/dot_file.h"
#include "engine/io/dot_graph.h"
#include "engine/io/dot_guess.h"
#include "engine/io/file_keys.h"
#include "engine/io/json_reader.h"
#include "engine/io/json_writer.h"
#include "engine/io/topology_file.h"
#include "engine/io/utf8.h"

#include <charconv>
#include <optional>
#include <unordered_map>

namespace topomq::io {

namespace {

using model::Object;
using model::Value;

constexpr std::string_view kOwn = "topomq";

std::string halved(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '\\')
            ++i;
        plain += text[i];
    }
    return plain;
}

/// What writeDot put beside a thing.
struct Own
{
    std::optional<Object> object;
    std::string problem;
};

Own ownOf(const DotAttributes& attributes, std::string_view text)
{
    const auto found = attributes.find(kOwn);
    if (found == attributes.end())
        return {};
    const JsonResult json = readJson(halved(found->second.value));
    if (!json.problem.empty() || !json.losses.empty() || json.value.asObject() == nullptr)
        return {
            std::nullopt,
            dotProblem(text, found->second.offset,
                       "the attribute \"topomq\" is not what TopoMQ wrote there; remove it, and "
                       "the rest is read like any other graph")};
    return {*json.value.asObject(), {}};
}

/// "12,-30!" in points, upwards.
std::optional<model::Point> placeIn(const DotAttributes& attributes)
{
    const auto found = attributes.find("pos");
    if (found == attributes.end())
        return std::nullopt;
    const std::string& text = found->second.value;
    const char* const end = text.data() + text.size();
    model::Point place;
    const auto x = std::from_chars(text.data(), end, place.x);
    if (x.ec != std::errc() || x.ptr == end || *x.ptr != ',')
        return std::nullopt;
    const auto y = std::from_chars(x.ptr + 1, end, place.y);
    const auto isNear = [](double value) { return value >= -kFarthest && value <= kFarthest; };
    if (y.ec != std::errc() || !isNear(place.x) || !isNear(place.y))
        return std::nullopt;
    place.y = place.y == 0 ? 0 : -place.y;
    return place;
}

class DotReader
{
public:
    DotReader(std::string_view text, DotGraph graph)
        : m_text(text)
        , m_graph(std::move(graph))
    { }

    DotResult take()
    {
        if (readOwn() && m_result.problem.empty())
            guessTheRest();
        return std::move(m_result);
    }

private:
    bool fail(std::string problem)
    {
        m_result.problem = std::move(problem);
        return false;
    }

    /// Joins all that we wrote to the file that it was, and reads that.
    bool readOwn()
    {
        Own header = ownOf(m_graph.attributes, m_text);
        if (!header.problem.empty())
            return fail(header.problem);
        Object root = header.object.value_or(Object{{std::string(keys::kVersion), kFormatVersion}});
        if (!header.object && !m_graph.name.empty())
            root.set(keys::kName, shortened(withoutControls(m_graph.name), kLongestTitle));
        model::Array nodes;
        model::Array links;
        for (const DotNode& node : m_graph.nodes) {
            Own own = ownOf(node.attributes, m_text);
            if (!own.problem.empty())
                return fail(own.problem);
            m_isOwnNode.push_back(own.object.has_value());
            if (own.object)
                nodes.emplace_back(std::move(*own.object));
        }
        for (const DotEdge& edge : m_graph.edges) {
            Own own = ownOf(edge.attributes, m_text);
            if (!own.problem.empty())
                return fail(own.problem);
            m_isOwnEdge.push_back(own.object.has_value());
            if (own.object)
                links.emplace_back(std::move(*own.object));
        }
        root.set(keys::kNodes, std::move(nodes));
        root.set(keys::kLinks, std::move(links));
        ReadResult read = readTopology(oneLine(root));
        if (!read.isReadable())
            return fail(read.unreadable);
        if (!read.isComplete())
            return fail("What TopoMQ wrote into the attributes \"topomq\" was damaged: "
                        + firstError(read.findings));
        m_result.topology = std::move(read.topology);
        return true;
    }

    static std::string firstError(const std::vector<model::Finding>& findings)
    {
        for (const model::Finding& finding : findings) {
            if (finding.severity == model::Severity::Error)
                return finding.where.empty() ? finding.message
                                             : finding.where + ": " + finding.message;
        }
        return {};
    }

    void guessTheRest()
    {
        DotGuess guess(m_graph, m_result.topology);
        std::size_t own = 0;
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            const std::optional<model::Point> place = placeIn(m_graph.nodes[i].attributes);
            if (!m_isOwnNode[i]) {
                guess.addNode(i, place);
                continue;
            }
            guess.useNode(i, own);
            if (place)
                m_result.topology.nodes[own].position = place;
            ++own;
        }
        for (std::size_t i = 0; i < m_graph.edges.size(); ++i) {
            if (!m_isOwnEdge[i])
                guess.addEdge(m_graph.edges[i]);
        }
        guess.finish();
        m_result.notes = guess.notes();
    }

    std::string_view m_text;
    DotGraph m_graph;
    DotResult m_result;
    std::vector<bool> m_isOwnNode;
    std::vector<bool> m_isOwnEdge;
};

} // namespace

DotResult readDot(std::string_view text)
{
    DotGraph graph = parseDot(text);
    if (!graph.problem.empty()) {
        DotResult result;
        result.problem = std::move(graph.problem);
        return result;
    }
    return DotReader(text, std::move(graph)).take();
}

} // namespace topomq::io
