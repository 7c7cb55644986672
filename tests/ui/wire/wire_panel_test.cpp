#include "engine/roles/role_factory.h"
#include "tests/support/namesake_file.h"
#include "tests/support/topology_builder.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"
#include "ui/session/wire_watch.h"
#include "ui/theme/theme.h"
#include "ui/wire/hex_view.h"
#include "ui/wire/wire_panel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QScrollBar>
#include <QTest>
#include <QTreeView>
#include <QUndoStack>

#include <gtest/gtest.h>

namespace topomq::tests {

namespace {

using ui::RunSession;
using enum model::SocketType;

/// link1: REQ and REP over tcp; link2: HTTP; link3: inproc.
model::Topology threeLinks()
{
    return TopologyBuilder()
        .node("client", model::Role::Client)
        .setting("rate", 200)
        .setting("count", 5)
        .socket("req", Req)
        .node("server", model::Role::Server)
        .socket("rep", Rep, {"tcp://127.0.0.1:*"})
        .node("browser", model::Role::Stream)
        .setting("mode", "http_client")
        .setting("rate", 200)
        .setting("count", 5)
        .socket("tcp", Stream)
        .node("web", model::Role::Stream)
        .setting("mode", "http_server")
        .socket("tcp", Stream, {"tcp://127.0.0.1:*"})
        .node("vent", model::Role::Source)
        .setting("rate", 200)
        .setting("count", 5)
        .socket("out", Push, {"inproc://*"})
        .node("sink", model::Role::Sink)
        .socket("in", Pull)
        .link("client.req", "server.rep")
        .link("browser.tcp", "web.tcp")
        .link("sink.in", "vent.out");
}

/// Links of one id in all parts of the file; each comes to an end.
model::Topology countedNamesakes()
{
    model::Topology topology = namesakes();
    topology.nodes.front().settings.set("count", 5);
    topology.definitions.front().nodes.front().settings.set("count", 5);
    return topology;
}

class WirePanelTest : public testing::Test
{
protected:
    WirePanelTest()
    {
        document.reset(threeLinks(), {});
        panel.resize(1500, 420);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
        record = panel.findChild<QCheckBox*>(QStringLiteral("recordWire"));
    }

    void select(const char* link) { document.selection()->selectLink(model::LinkId(link)); }

    /// The nth of the two columns.
    template <class Widget>
    Widget* part(const char* name, int column = 0)
    {
        const QString side =
            column == 0 ? QStringLiteral("wireFirst") : QStringLiteral("wireSecond");
        return panel.findChild<QWidget*>(side)->findChild<Widget*>(QString::fromLatin1(name));
    }

    void runAll()
    {
        ASSERT_TRUE(session.start());
        ASSERT_TRUE(QTest::qWaitFor([this] { return session.isDone(); }, 20000));
        session.stop();
        ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
    }

    bool says(const QString& words)
    {
        const auto labels = panel.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(words);
        });
    }

    [[nodiscard]] bool isRecorded(const char* link) const
    {
        return document.topology().find(model::LinkId(link))->recordWire;
    }

    static QModelIndex find(const QTreeView* tree, const QString& text, QModelIndex parent = {})
    {
        for (int row = 0; row < tree->model()->rowCount(parent); ++row) {
            const QModelIndex index = tree->model()->index(row, 0, parent);
            if (index.data().toString().contains(text))
                return index;
            if (const QModelIndex inner = find(tree, text, index); inner.isValid())
                return inner;
        }
        return {};
    }

    ui::TopologyDocument document;
    RunSession session{document, roles::makeRoleFactory()};
    ui::Theme theme;
    ui::WirePanel panel{document, session, theme};
    QCheckBox* record = nullptr;
};

} // namespace

TEST_F(WirePanelTest, SaysWhatToDoWhenNothingIsSelected)
{
    EXPECT_TRUE(says(QStringLiteral("No link selected")));
    EXPECT_FALSE(record->isEnabled());
}

TEST_F(WirePanelTest, SaysWhyAnInprocLinkHasNoBytes)
{
    select("link3");
    EXPECT_TRUE(says(QStringLiteral("Only over tcp")));
    EXPECT_FALSE(record->isEnabled());
}

TEST_F(WirePanelTest, RecordsTheSelectedLinkByOneClickAndOneUndoStep)
{
    select("link1");
    EXPECT_TRUE(says(QStringLiteral("Not recorded")));
    QTest::mouseClick(record, Qt::LeftButton, {}, QPoint(10, record->height() / 2));
    EXPECT_TRUE(isRecorded("link1"));
    EXPECT_TRUE(record->isChecked());
    document.undoStack()->undo();
    EXPECT_FALSE(isRecorded("link1"));
    EXPECT_FALSE(record->isChecked());
}

TEST_F(WirePanelTest, SwitchesTheRecordingByKeyboard)
{
    select("link1");
    record->setFocus();
    QTest::keyClick(record, Qt::Key_Space);
    EXPECT_TRUE(isRecorded("link1"));
}

TEST_F(WirePanelTest, ShowsTheExchangeAfterARun)
{
    select("link1");
    QTest::keyClick(record, Qt::Key_Space);
    EXPECT_TRUE(says(QStringLiteral("Run the topology")));
    runAll();
    const auto* tree = part<QTreeView>("wireParts");
    EXPECT_TRUE(find(tree, QStringLiteral("Greeting: ZMTP 3.1, NULL")).isValid());
    EXPECT_TRUE(find(tree, QStringLiteral("READY: this side is a REQ")).isValid());
    EXPECT_TRUE(find(tree, QStringLiteral("Message 5 of 2 frames")).isValid());
    EXPECT_TRUE(says(QStringLiteral("5 messages")));
    EXPECT_TRUE(says(QStringLiteral("payload")));
    QAbstractItemModelTester tester(tree->model(),
                                    QAbstractItemModelTester::FailureReportingMode::Fatal);
}

TEST_F(WirePanelTest, ShowsTheBytesOfTheLastRunThoughAnotherTabWasInFrontMeanwhile)
{
    const auto say = [this](const char* text) {
        model::Node client = *document.topology().find(model::NodeId("client"));
        client.settings.set("text", text);
        document.push(QStringLiteral("Set"), model::ReplaceNode{client});
    };
    say("three");
    select("link1");
    QTest::keyClick(record, Qt::Key_Space);
    runAll();
    const auto* tree = part<QTreeView>("wireParts");
    ASSERT_TRUE(find(tree, QStringLiteral("Body: 5 bytes")).isValid());
    panel.hide();
    say("sixteen");
    runAll();
    panel.show();
    EXPECT_TRUE(find(tree, QStringLiteral("Body: 7 bytes")).isValid());
    EXPECT_FALSE(find(tree, QStringLiteral("Body: 5 bytes")).isValid());
}

TEST_F(WirePanelTest, FindsThePartOfAByteAndTheBytesOfAPart)
{
    select("link1");
    QTest::keyClick(record, Qt::Key_Space);
    runAll();
    auto* bytes = part<ui::HexView>("wireBytes");
    auto* tree = part<QTreeView>("wireParts");
    bytes->verticalScrollBar()->setValue(0);
    const auto chunks = session.wires().recordOf("link1")->connections.at(0).chunks;
    const QRect version = bytes->rectOf(chunks.front().direction, 0);
    ASSERT_FALSE(version.isEmpty());
    QTest::mouseClick(bytes->viewport(), Qt::LeftButton, {}, version.center());
    EXPECT_TRUE(tree->currentIndex().data().toString().startsWith(QStringLiteral("Signature")));

    const QModelIndex body = find(tree, QStringLiteral("Message 5"));
    tree->setCurrentIndex(body);
    const QImage before = bytes->grab().toImage();
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_Down);
    EXPECT_NE(bytes->grab().toImage(), before) << "other bytes are framed";
}

TEST_F(WirePanelTest, MovesThroughTheBytesByKeyboard)
{
    select("link1");
    QTest::keyClick(record, Qt::Key_Space);
    runAll();
    auto* bytes = part<ui::HexView>("wireBytes");
    const auto* tree = part<QTreeView>("wireParts");
    bytes->setFocus();
    QTest::keyClick(bytes, Qt::Key_Right);
    EXPECT_TRUE(tree->currentIndex().data().toString().startsWith(QStringLiteral("Signature")));
    for (int i = 0; i < 200; ++i)
        QTest::keyClick(bytes, Qt::Key_PageDown);
    EXPECT_TRUE(tree->currentIndex().data().toString().contains(QStringLiteral("Body")))
        << tree->currentIndex().data().toString().toStdString();
}

TEST_F(WirePanelTest, ShowsTwoSelectedLinksSideBySide)
{
    for (const char* link : {"link1", "link2"}) {
        select(link);
        QTest::keyClick(record, Qt::Key_Space);
    }
    runAll();
    document.selection()->set({}, {model::LinkId("link1"), model::LinkId("link2")});
    const auto* zmtp = part<QTreeView>("wireParts", 0);
    const auto* http = part<QTreeView>("wireParts", 1);
    EXPECT_TRUE(http->isVisible());
    EXPECT_TRUE(find(zmtp, QStringLiteral("Greeting")).isValid());
    EXPECT_TRUE(find(http, QStringLiteral("Request 1: ")).isValid());
    EXPECT_TRUE(find(http, QStringLiteral("an empty line, so the head ends")).isValid());
}

TEST_F(WirePanelTest, ShowsTheBytesOfALinkInsideOfASubtopology)
{
    document.reset(countedNamesakes(), {});
    ASSERT_TRUE(document.openInside({model::NodeId("stage1")}));
    select("link1");
    QTest::keyClick(record, Qt::Key_Space);
    ASSERT_TRUE(isRecorded("link1"));
    runAll();
    const auto* tree = part<QTreeView>("wireParts");
    EXPECT_TRUE(tree->isVisible());
    EXPECT_TRUE(find(tree, QStringLiteral("READY: this side is a REQ")).isValid());
    EXPECT_TRUE(find(tree, QStringLiteral("Message 5 of 2 frames")).isValid());
    // Each instance has bytes of its own.
    ui::WireWatch& wires = session.wires();
    ASSERT_NE(wires.recordOf("stage1/link1"), nullptr);
    ASSERT_NE(wires.recordOf("stage2/link1"), nullptr);
    EXPECT_NE(wires.recordOf("stage1/link1"), wires.recordOf("stage2/link1"));
    EXPECT_EQ(wires.recordOf("link1"), nullptr);
}

TEST_F(WirePanelTest, ShowsNoBytesOfALinkWhoseIdAnotherTookOver)
{
    select("link1");
    QTest::keyClick(record, Qt::Key_Space);
    runAll();
    ui::WireWatch& wires = session.wires();
    const auto before = wires.recordOf("link1");
    ASSERT_NE(before, nullptr);
    model::Link other = *document.topology().find(model::LinkId("link3"));
    other.id = model::LinkId("link1");
    document.push(QStringLiteral("Remove"),
                  model::Batch{{model::RemoveLink{model::LinkId("link1")},
                                model::RemoveLink{model::LinkId("link3")}}});
    EXPECT_EQ(wires.recordOf("link1"), nullptr);
    document.push(QStringLiteral("Draw"), model::AddLink{other, {}});
    EXPECT_EQ(wires.recordOf("link1"), nullptr);
    select("link1");
    EXPECT_FALSE(part<QTreeView>("wireParts")->isVisible());
    document.undoStack()->undo();
    document.undoStack()->undo();
    EXPECT_EQ(wires.recordOf("link1"), before);
}

TEST_F(WirePanelTest, ShowsNoBytesOfANamesakeInAnotherPartOfTheFile)
{
    document.reset(countedNamesakes(), {});
    select("link1");
    QTest::keyClick(record, Qt::Key_Space);
    runAll();
    const auto* tree = part<QTreeView>("wireParts");
    ASSERT_TRUE(find(tree, QStringLiteral("READY: this side is a PULL")).isValid());

    ASSERT_TRUE(document.openInside({model::NodeId("stage1")}));
    EXPECT_FALSE(tree->isVisible());
    EXPECT_TRUE(says(QStringLiteral("No link selected")));
    select("link1");
    EXPECT_FALSE(tree->isVisible());
    EXPECT_TRUE(says(QStringLiteral("Not recorded")));
    EXPECT_FALSE(record->isChecked());

    // What was recorded is there as long as no other run begins.
    ASSERT_TRUE(document.openInside({}));
    select("link1");
    EXPECT_TRUE(tree->isVisible());
    EXPECT_TRUE(find(tree, QStringLiteral("READY: this side is a PULL")).isValid());
}

TEST_F(WirePanelTest, PutsASecondLinkBesideByChoice)
{
    select("link1");
    auto* beside = panel.findChild<QComboBox*>(QStringLiteral("wireBeside"));
    beside->setFocus();
    QTest::keyClick(beside, Qt::Key_End);
    EXPECT_TRUE(says(QStringLiteral("Only over tcp"))) << "the third link, beside the first";
}

TEST_F(WirePanelTest, BeginsToRecordWhileItRuns)
{
    model::Topology endless = threeLinks();
    for (model::Node& node : endless.nodes)
        node.settings.set("count", 0);
    document.reset(endless, {});
    select("link1");
    ASSERT_TRUE(session.start());
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.takesCommands(); }, 20000));
    QTest::keyClick(record, Qt::Key_Space);
    const auto* tree = part<QTreeView>("wireParts");
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return find(tree, QStringLiteral("Message 2 of 2 frames")).isValid(); }, 20000));
    session.stop();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
}

} // namespace topomq::tests
