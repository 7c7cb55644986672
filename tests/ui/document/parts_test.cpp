// Parts of topologies with sub-topologies: what comes along, and under which names.
#include "engine/model/subtopology.h"
#include "ui/document/clipboard.h"
#include "ui/document/open_topology.h"
#include "ui/document/parts.h"
#include "ui/document/topology_document.h"

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

/// A parser, and a pool that holds another one of it.
constexpr const char* kParserAndPool = R"({ "topomq": 1, "nodes": [
    { "id": "parser", "role": "subtopology", "definition": "Stage" },
    { "id": "pool", "role": "subtopology", "definition": "Stage2" } ],
  "links": [],
  "definitions": [
    { "id": "Stage", "name": "Parser", "nodes": [ { "id": "p", "role": "worker" } ], "links": [] },
    { "id": "Stage2", "name": "Pool", "nodes": [
      { "id": "first", "role": "subtopology", "definition": "Stage" },
      { "id": "w", "role": "worker" } ], "links": [] } ] })";

constexpr const char* kOwnStage = R"({ "topomq": 1, "nodes": [
    { "id": "mine", "role": "subtopology", "definition": "Stage" } ],
  "links": [],
  "definitions": [
    { "id": "Stage", "name": "Mine", "nodes": [ { "id": "m", "role": "sink" } ], "links": [] }
  ] })";

model::Topology topologyOf(const char* text)
{
    OpenResult opened = openTopologyText(text, {});
    EXPECT_EQ(opened.problem, "");
    return std::move(opened.topology);
}

class SubtopologyParts : public testing::Test
{
protected:
    /// All nodes of `from`, put into what the document shows.
    void paste(const model::Topology& from)
    {
        TopologyDocument source;
        source.reset(from, {});
        std::set<model::NodeId> all;
        for (const model::Node& node : from.nodes)
            all.insert(node.id);
        source.selection()->set(all, {});
        pasted = insertEdit(document, selectedPart(source), std::nullopt);
        ASSERT_EQ(pasted.problem, "");
        document.push(QStringLiteral("Paste"), pasted.edit);
    }

    /// The name of what an instance stands for.
    [[nodiscard]] std::string standsFor(const std::vector<model::Node>& nodes, const char* id) const
    {
        for (const model::Node& node : nodes) {
            const model::Definition* found = node.id == model::NodeId(id)
                ? findDefinition(document.root(), node.definition)
                : nullptr;
            if (found != nullptr)
                return found->title();
        }
        return {};
    }

    [[nodiscard]] std::string standsFor(const char* id) const
    {
        return standsFor(document.root().nodes, id);
    }

    [[nodiscard]] const model::Definition& definitionOf(const char* id) const
    {
        return *findDefinition(document.root(),
                               document.root().find(model::NodeId(id))->definition);
    }

    TopologyDocument document;
    Pasted pasted;
};

TEST_F(SubtopologyParts, KeepTheirDefinitionsApartWhereTheIdOfOneIsTaken)
{
    const model::Topology before = topologyOf(kOwnStage);
    document.reset(before, {});
    paste(topologyOf(kParserAndPool));
    EXPECT_EQ(standsFor("mine"), "Mine");
    EXPECT_EQ(standsFor("parser"), "Parser");
    EXPECT_EQ(standsFor("pool"), "Pool");
    EXPECT_EQ(standsFor(definitionOf("pool").nodes, "first"), "Parser");
    EXPECT_EQ(document.root().definitions.size(), 3U);
    EXPECT_TRUE(model::Nesting(document.root()).problems().empty());
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), before);
}

TEST_F(SubtopologyParts, ShareTheDefinitionsThatAreThereAlready)
{
    document.reset(topologyOf(kParserAndPool), {});
    paste(topologyOf(kParserAndPool));
    EXPECT_EQ(document.root().nodes.size(), 4U);
    EXPECT_EQ(document.root().definitions, topologyOf(kParserAndPool).definitions);
}

TEST_F(SubtopologyParts, KeepWhatIsInsideOfADefinitionThatIsOnlyWrittenAlike)
{
    model::Topology other = topologyOf(kParserAndPool);
    other.definitions[0].name = "Another parser";
    document.reset(other, {});
    model::Topology part = topologyOf(kParserAndPool);
    part.nodes = {part.nodes[1]};
    paste(part);
    ASSERT_EQ(pasted.nodes.size(), 1U);
    const std::string id = pasted.nodes.begin()->text();
    EXPECT_EQ(standsFor(definitionOf(id.c_str()).nodes, "first"), "Parser");
    EXPECT_EQ(standsFor(definitionOf("pool").nodes, "first"), "Another parser");
}

TEST_F(SubtopologyParts, NeverBringASubtopologyIntoItself)
{
    const model::Topology whole = topologyOf(kParserAndPool);
    document.reset(whole, {});
    document.selection()->selectNode(model::NodeId("pool"));
    const QString text = copyToText(document);
    ASSERT_TRUE(document.openInside({model::NodeId("parser")}));
    EXPECT_EQ(pasteEdit(document, text, std::nullopt).problem,
              QStringLiteral("Parser cannot stand inside of itself."));
    ASSERT_TRUE(document.openInside({}));
    EXPECT_EQ(pasteEdit(document, text, std::nullopt).problem, "");
}

TEST_F(SubtopologyParts, AreNotRefusedForACircleThatIsThereAlready)
{
    model::Topology circle = topologyOf(kParserAndPool);
    model::Node own = circle.nodes[0];
    own.id = model::NodeId("again");
    circle.definitions[0].nodes.push_back(own);
    document.reset(circle, {});
    document.selection()->selectNode(model::NodeId("parser"));
    const QString text = copyToText(document);
    EXPECT_EQ(pasteEdit(document, text, std::nullopt).problem, "");
    TopologyDocument fresh;
    EXPECT_EQ(pasteEdit(fresh, text, std::nullopt).problem,
              QStringLiteral("Parser cannot stand inside of itself."));
}

} // namespace
} // namespace topomq::ui
