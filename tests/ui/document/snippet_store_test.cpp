#include "engine/model/settings.h"
#include "tests/support/hostile_text.h"
#include "ui/document/free_names.h"
#include "ui/document/parts.h"
#include "ui/document/snippet_store.h"
#include "ui/document/topology_document.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

model::Topology workers(int count)
{
    model::Topology topology;
    for (int i = 0; i < count; ++i)
        topology.nodes.push_back(model::makeNode(topology, model::Role::Worker, {i * 240.0, 0}));
    return topology;
}

class SnippetStoreTest : public testing::Test
{
protected:
    void writeFile(const char* name, const QByteArray& text) const
    {
        QDir().mkpath(store.folder());
        QFile file(QDir(store.folder()).filePath(QString::fromUtf8(name)));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (const Snippet& each : store.snippets())
            all << each.name;
        return all;
    }

    QTemporaryDir folder;
    SnippetStore store{folder.filePath(QStringLiteral("data/snippets"))};
};

TEST_F(SnippetStoreTest, KeepsASnippetForTheNextStart)
{
    EXPECT_EQ(store.put({{}, QStringLiteral("Worker pool"), QStringLiteral("Two"), workers(2)}),
              "");
    const SnippetStore later(store.folder());
    ASSERT_EQ(later.snippets().size(), 1U);
    EXPECT_EQ(later.snippets().front().name, QStringLiteral("Worker pool"));
    EXPECT_EQ(later.snippets().front().description, QStringLiteral("Two"));
    EXPECT_EQ(later.snippets().front().part.nodes, workers(2).nodes);
    EXPECT_EQ(later.snippets().front().file, QStringLiteral("worker-pool.json"));
}

TEST_F(SnippetStoreTest, KeepsASnippetWhateverItIsCalled)
{
    const QString hostile = tests::hostileText();
    EXPECT_EQ(store.put({{}, hostile, hostile, workers(1)}), "");
    EXPECT_EQ(store.problems(), QStringList());
    ASSERT_EQ(store.snippets().size(), 1U);
    EXPECT_TRUE(store.snippets().front().name.startsWith(QStringLiteral("a[1m  b")));
    EXPECT_TRUE(store.snippets().front().description.startsWith(QStringLiteral("a[1m\n\tb")));
}

TEST_F(SnippetStoreTest, GivesEachAFileOfItsOwn)
{
    EXPECT_EQ(store.put({{}, QStringLiteral("A / b"), {}, workers(1)}), "");
    EXPECT_EQ(store.put({{}, QStringLiteral("a-b"), {}, workers(2)}), "");
    EXPECT_EQ(store.put({{}, QStringLiteral("../.."), {}, workers(2)}), "");
    EXPECT_EQ(QDir(store.folder()).entryList(QDir::Files, QDir::Name),
              (QStringList{QStringLiteral("a-b-2.json"), QStringLiteral("a-b.json"),
                           QStringLiteral("snippet.json")}));
}

TEST_F(SnippetStoreTest, SaysWhichFilesAreBrokenAndReadsTheRest)
{
    EXPECT_EQ(store.put({{}, QStringLiteral("Good"), {}, workers(1)}), "");
    writeFile("broken.json", "{ \"topomq\": 1, ");
    writeFile("list.json", "[1, 2]");
    writeFile("empty.json", "");
    writeFile("nothing.json", "{ \"topomq\": 1, \"nodes\": [], \"links\": [] }");
    writeFile("half.json", "{ \"topomq\": 1, \"nodes\": [ { \"id\": 5 } ], \"links\": [] }");
    writeFile("bytes.json", QByteArray("\xff\xfe\x00\x01", 4));
    writeFile("notes.txt", "not ours");
    const SnippetStore later(store.folder());
    ASSERT_EQ(later.snippets().size(), 1U);
    EXPECT_EQ(later.snippets().front().name, QStringLiteral("Good"));
    ASSERT_EQ(later.problems().size(), 6);
    for (const QString& problem : later.problems())
        EXPECT_TRUE(problem.contains(QStringLiteral(".json"))) << problem.toStdString();
}

TEST_F(SnippetStoreTest, IsRenamedAndDeleted)
{
    EXPECT_EQ(store.put({{}, QStringLiteral("One"), {}, workers(1)}), "");
    EXPECT_EQ(store.put({{}, QStringLiteral("Two"), {}, workers(1)}), "");
    const QString file = store.named(QStringLiteral("one"))->file;
    EXPECT_NE(store.rename(file, QStringLiteral("two")), "");
    EXPECT_EQ(store.rename(file, QStringLiteral("Zero")), "");
    EXPECT_EQ(names(), (QStringList{QStringLiteral("Two"), QStringLiteral("Zero")}));
    EXPECT_EQ(store.remove(file), "");
    EXPECT_EQ(names(), QStringList{QStringLiteral("Two")});
}

TEST_F(SnippetStoreTest, SaysWhyItCannotBeKept)
{
    const QString blocked = folder.filePath(QStringLiteral("a-file"));
    QFile file(blocked);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    SnippetStore nowhere(blocked + QStringLiteral("/snippets"));
    EXPECT_NE(nowhere.put({{}, QStringLiteral("One"), {}, workers(1)}), "");
}

TEST_F(SnippetStoreTest, FollowsWhatOthersDo)
{
    EXPECT_EQ(store.put({{}, QStringLiteral("One"), {}, workers(1)}), "");
    QSignalSpy changed(&store, &SnippetStore::changed);
    SnippetStore other(store.folder());
    EXPECT_EQ(other.put({{}, QStringLiteral("Two"), {}, workers(1)}), "");
    ASSERT_TRUE(QTest::qWaitFor([this] { return store.snippets().size() == 2; }));
    EXPECT_GE(changed.count(), 1);
}

TEST(Parts, BringTheParametersThatTheyUse)
{
    TopologyDocument from;
    model::Topology topology = workers(2);
    topology.nodes[0].settings.set("service_time", "#pause");
    topology.parameters = {{.name = "pause", .value = "#base * 2"},
                           {.name = "base", .value = 100},
                           {.name = "other", .value = 1}};
    from.reset(topology, {});
    from.selection()->set({topology.nodes[0].id}, {});
    const model::Topology part = selectedPart(from);
    ASSERT_EQ(part.parameters.size(), 2U);

    TopologyDocument into;
    model::Topology other = workers(1);
    other.parameters = {{.name = "base", .value = 7}};
    into.reset(other, {});
    into.push(QStringLiteral("add"), insertEdit(into, part, std::nullopt).edit);
    EXPECT_EQ(into.topology().nodes.size(), 2U);
    EXPECT_NE(into.topology().nodes[0].id, into.topology().nodes[1].id);
    ASSERT_EQ(into.topology().parameters.size(), 2U);
    EXPECT_EQ(into.topology().parameters[0].value, model::Value(7));
    EXPECT_EQ(into.topology().parameters[1].name, "pause");
    into.undoStack()->undo();
    EXPECT_EQ(into.topology(), other);
}

TEST(FreeNames, CountOnAndStayWithinTheirLength)
{
    model::Topology topology = workers(1);
    topology.nodes[0].id = model::NodeId(std::string(64, 'a'));
    topology.nodes[0].name = "Worker";
    FreeNames names(topology);
    EXPECT_EQ(names.id("w"), "w");
    EXPECT_EQ(names.id("w"), "w2");
    EXPECT_EQ(names.nextId("x7"), "x2");
    EXPECT_EQ(names.title("Worker"), "Worker 2");
    EXPECT_EQ(names.nextTitle("Worker 2"), "Worker 3");
    const std::string next = names.id(std::string(64, 'a'));
    EXPECT_EQ(next.size(), 64U);
    EXPECT_TRUE(model::isValidId(next));
    EXPECT_EQ(next.back(), '2');
}

} // namespace
} // namespace topomq::ui
