#include "engine/roles/role_factory.h"
#include "tests/support/namesake_file.h"
#include "tests/support/topology_builder.h"
#include "tests/support/wash_file.h"
#include "ui/document/topology_document.h"
#include "ui/messages/message_text.h"
#include "ui/messages/messages_panel.h"
#include "ui/session/message_watch.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSet>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

#include <gtest/gtest.h>

namespace topomq::tests {

namespace {

using metrics::Detail;
using ui::MessagesModel;

/// link1: a client on REQ asks a server on ROUTER; link2: a slow source and a sink.
model::Topology twoLinks()
{
    using enum model::SocketType;
    return TopologyBuilder()
        .node("client", model::Role::Client)
        .setting("rate", 200)
        .setting("text", R"({"q":1})")
        .socket("req", Req)
        .node("server", model::Role::Server)
        .socket("router", Router, {"inproc://*"})
        .node("source", model::Role::Source)
        .setting("rate", 100)
        .socket("out", Push, {"inproc://*"})
        .node("sink", model::Role::Sink)
        .socket("in", Pull)
        .link("client.req", "server.router")
        .link("sink.in", "source.out");
}

class MessagesPanelTest : public testing::Test
{
protected:
    MessagesPanelTest()
    {
        document.reset(twoLinks(), {});
        panel.resize(1200, 320);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
        panel.activateWindow();
        view = find<QTreeView>("messages");
    }

    ~MessagesPanelTest() override
    {
        session.stop();
        EXPECT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
    }

    template <class Widget>
    Widget* find(const char* name)
    {
        auto* found = panel.findChild<Widget*>(QString::fromUtf8(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }

    void click(const char* name)
    {
        auto* widget = find<QWidget>(name);
        const bool isBox = qobject_cast<QCheckBox*>(widget) != nullptr;
        QTest::mouseClick(widget, Qt::LeftButton, {},
                          isBox ? QPoint(10, widget->height() / 2) : widget->rect().center());
    }

    void run()
    {
        ASSERT_TRUE(session.start());
        ASSERT_TRUE(QTest::qWaitFor(
            [this] { return session.state() == ui::RunSession::State::Running; }, 20000));
    }

    void select(const char* link) { document.selection()->selectLink(model::LinkId(link)); }

    Detail detailOf(const char* link) { return session.messages().detailOf(link); }

    bool awaitRows(int count)
    {
        return QTest::qWaitFor([this, count] { return panel.model().rowCount() >= count; }, 20000);
    }

    /// With the mouse; the row stays where it is from then on.
    void clickRow(int row)
    {
        const QModelIndex index = view->model()->index(row, 0);
        view->scrollTo(index);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
        // What shows it gets its place.
        QCoreApplication::processEvents();
    }

    /// A request is on its way to the server: it has an envelope.
    int rowOfRequest()
    {
        for (int row = panel.model().rowCount() - 1; row >= 0; --row) {
            if (panel.model().rowAt(row).flow == 0)
                return row;
        }
        return 0;
    }

    QString linkName() { return find<ui::ElidedLabel>("messages/link")->text(); }

    /// Of all rows.
    QSet<QString> directions()
    {
        QSet<QString> all;
        for (int row = 0; row < panel.model().rowCount(); ++row)
            all.insert(panel.model().rowAt(row).direction);
        return all;
    }

    /// The words in the place of the table.
    QString words()
    {
        QString all;
        for (const QLabel* label : panel.findChildren<QLabel*>()) {
            if (label->isVisible())
                all += label->text() + u'\n';
        }
        return all;
    }

    ui::Theme theme;
    ui::TopologyDocument document;
    ui::RunSession session{document, roles::makeRoleFactory()};
    ui::MessagesPanel panel{document, session, theme};
    QTreeView* view = nullptr;
};

} // namespace

TEST_F(MessagesPanelTest, EveryHeadingIsShownWhole)
{
    const QHeaderView* header = view->header();
    for (int column = 0; column < MessagesModel::Content; ++column)
        EXPECT_GE(header->sectionSize(column), header->sectionSizeHint(column)) << column;
    QFont bold = header->font();
    bold.setWeight(QFont::Bold);
    for (int column = 0; column < MessagesModel::Content; ++column) {
        const QString heading =
            panel.model().headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        // With what the style keeps free beside it.
        EXPECT_GE(header->sectionSize(column), QFontMetrics(bold).horizontalAdvance(heading) + 18)
            << heading.toStdString();
    }
}

TEST_F(MessagesPanelTest, CallsWhatIsInsideBySubtopologyAndName)
{
    document.reset(washing(), {});
    ASSERT_TRUE(document.openInside({model::NodeId("wash")}));
    select("wet");
    click("messages/show");
    run();
    ASSERT_TRUE(awaitRows(1));
    EXPECT_EQ(panel.model().rowAt(0).direction, QStringLiteral("wash/gone → wash/shelf"));
}

TEST_F(MessagesPanelTest, AsksForALinkFirst)
{
    EXPECT_TRUE(words().contains(QStringLiteral("No link selected")));
    EXPECT_FALSE(find<QCheckBox>("messages/show")->isEnabled());
}

TEST_F(MessagesPanelTest, CopiesNothingUntilItIsSwitchedOn)
{
    run();
    select("link1");
    EXPECT_TRUE(words().contains(QStringLiteral("are not copied")));
    EXPECT_EQ(detailOf("link1"), Detail::Latency);
    click("messages/show");
    EXPECT_EQ(detailOf("link1"), Detail::Capture);
    EXPECT_TRUE(awaitRows(4));
    EXPECT_TRUE(find<QLabel>("messages/count")->text().endsWith(QStringLiteral(" seen")));
}

TEST_F(MessagesPanelTest, ShowsBothDirectionsInTheOrderOfTime)
{
    run();
    select("link1");
    click("messages/show");
    ASSERT_TRUE(awaitRows(6));
    clickRow(2);
    const MessagesModel& model = panel.model();
    for (int row = 1; row < model.rowCount(); ++row) {
        EXPECT_GE(model.rowAt(row).message->time, model.rowAt(row - 1).message->time);
        // A REQ waits for the reply to each request.
        EXPECT_NE(model.rowAt(row).flow, model.rowAt(row - 1).flow) << row;
    }
    EXPECT_EQ(model.rowAt(rowOfRequest()).direction, QStringLiteral("client → server"));
}

TEST_F(MessagesPanelTest, ShowsTheFramesOfAnEnvelopeOneByOne)
{
    run();
    select("link1");
    click("messages/show");
    ASSERT_TRUE(awaitRows(4));
    clickRow(rowOfRequest());
    const auto* frames = find<QTreeWidget>("messages/frames");
    ASSERT_EQ(frames->topLevelItemCount(), 3);
    EXPECT_EQ(frames->topLevelItem(0)->text(1), QStringLiteral("routing id"));
    EXPECT_EQ(frames->topLevelItem(0)->text(2), QStringLiteral("5 B"));
    EXPECT_EQ(frames->topLevelItem(1)->text(1), QStringLiteral("delimiter"));
    EXPECT_EQ(frames->topLevelItem(1)->text(2), QStringLiteral("0 B"));
    EXPECT_EQ(frames->topLevelItem(2)->text(1), QStringLiteral("body"));
    EXPECT_EQ(frames->topLevelItem(2)->text(3), QStringLiteral(R"({"q":1})"));
}

TEST_F(MessagesPanelTest, ShowsAFrameAsTextJsonAndHex)
{
    run();
    select("link1");
    click("messages/show");
    ASSERT_TRUE(awaitRows(4));
    clickRow(rowOfRequest());
    const auto* content = find<QPlainTextEdit>("messages/content");
    EXPECT_EQ(content->toPlainText(), QStringLiteral(R"({"q":1})"));
    click("messages/asJSON");
    EXPECT_EQ(content->toPlainText(), QStringLiteral("{\n  \"q\": 1\n}"));
    click("messages/asHex");
    EXPECT_TRUE(content->toPlainText().startsWith(QStringLiteral("00000000  7b 22 71 22")));
    // The keyboard moves from frame to frame.
    auto* frames = find<QTreeWidget>("messages/frames");
    frames->setFocus();
    QTest::keyClick(frames, Qt::Key_Up);
    EXPECT_TRUE(content->toPlainText().isEmpty());
}

TEST_F(MessagesPanelTest, StandsStillWhileAMessageIsChosen)
{
    run();
    select("link1");
    click("messages/show");
    ASSERT_TRUE(awaitRows(4));
    clickRow(1);
    EXPECT_TRUE(find<QToolButton>("messages/pause")->isChecked());
    const int rows = panel.model().rowCount();
    const QString count = find<QLabel>("messages/count")->text();
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return find<QLabel>("messages/count")->text() != count; }, 20000));
    EXPECT_EQ(panel.model().rowCount(), rows);
    click("messages/pause");
    EXPECT_TRUE(awaitRows(rows + 1));
    EXPECT_TRUE(view->selectionModel()->selectedRows().isEmpty());
}

TEST_F(MessagesPanelTest, KeepsTheMessageThatIsReadWhenSomethingElseIsEdited)
{
    run();
    select("link1");
    click("messages/show");
    ASSERT_TRUE(awaitRows(4));
    const int row = rowOfRequest();
    clickRow(row);
    const auto message = panel.model().rowAt(row).message;
    const int rows = panel.model().rowCount();
    const auto isStillRead = [&] {
        const QModelIndexList chosen = view->selectionModel()->selectedRows();
        return chosen.size() == 1 && chosen.front().row() == row
            && panel.model().rowAt(row).message == message && panel.model().rowCount() == rows
            && find<QTreeWidget>("messages/frames")->isVisible()
            && find<QToolButton>("messages/pause")->isChecked();
    };
    ASSERT_TRUE(isStillRead());

    model::Node other = *document.topology().find(model::NodeId("sink"));
    other.id = model::NodeId("other");
    document.push(QStringLiteral("Add"), model::AddNode{other, {}});
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.nodeIndex(other.id).has_value(); }, 20000));
    EXPECT_TRUE(isStillRead());

    const auto link2 = session.linkAt("link2");
    ASSERT_TRUE(link2.has_value());
    document.push(QStringLiteral("Remove"), model::RemoveLink{model::LinkId("link2")});
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.plan().links[*link2].gone; }, 20000));
    EXPECT_TRUE(isStillRead());
    document.undoStack()->undo();
    ASSERT_TRUE(QTest::qWaitFor([this] { return session.linkAt("link2").has_value(); }, 20000));
    EXPECT_TRUE(isStillRead());

    click("messages/pause");
    EXPECT_TRUE(awaitRows(rows + 1));
}

TEST_F(MessagesPanelTest, LetsGoOfTheMessageThatIsReadWhenTheLinkLeadsElsewhere)
{
    run();
    select("link1");
    click("messages/show");
    ASSERT_TRUE(awaitRows(4));
    clickRow(rowOfRequest());
    const auto before = session.linkAt("link1");
    model::Node other = *document.topology().find(model::NodeId("client"));
    other.id = model::NodeId("other");
    model::Link link = *document.topology().find(model::LinkId("link1"));
    link.connect.node = other.id;
    document.push(QStringLiteral("Lead elsewhere"),
                  model::Batch{{model::AddNode{other, {}}, model::ReplaceLink{link}}});
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            const auto now = session.linkAt("link1");
            return now.has_value() && now != before;
        },
        20000));
    EXPECT_FALSE(find<QTreeWidget>("messages/frames")->isVisible());
}

TEST_F(MessagesPanelTest, FollowsTheSelectionAndLeavesTheOldLinkAsItWas)
{
    run();
    session.messages().setDetail("link1", Detail::Counts);
    select("link1");
    click("messages/show");
    EXPECT_EQ(detailOf("link1"), Detail::Capture);
    select("link2");
    EXPECT_EQ(detailOf("link1"), Detail::Counts);
    EXPECT_EQ(detailOf("link2"), Detail::Capture);
    ASSERT_TRUE(awaitRows(1));
    EXPECT_EQ(panel.model().rowAt(0).direction, QStringLiteral("source → sink"));
    document.selection()->set({}, {});
    EXPECT_EQ(detailOf("link2"), Detail::Latency);
}

TEST_F(MessagesPanelTest, WatchesOnlyWhileItIsVisible)
{
    run();
    select("link2");
    click("messages/show");
    panel.hide();
    EXPECT_EQ(detailOf("link2"), Detail::Latency);
    panel.show();
    EXPECT_EQ(detailOf("link2"), Detail::Capture);
}

TEST_F(MessagesPanelTest, StaysWithAPinnedLink)
{
    run();
    select("link2");
    click("messages/show");
    click("messages/pin");
    select("link1");
    panel.hide();
    EXPECT_EQ(detailOf("link2"), Detail::Capture);
    EXPECT_EQ(detailOf("link1"), Detail::Latency);
    panel.show();
    click("messages/pin");
    EXPECT_EQ(detailOf("link2"), Detail::Latency);
    EXPECT_EQ(detailOf("link1"), Detail::Capture);
}

TEST_F(MessagesPanelTest, StaysWithAPinnedLinkWhateverPartOfTheFileIsInView)
{
    document.reset(namesakes(), {});
    select("link1");
    click("messages/show");
    click("messages/pin");
    run();
    ASSERT_TRUE(awaitRows(1));
    ASSERT_TRUE(document.openInside({model::NodeId("stage1")}));
    select("link1");
    EXPECT_TRUE(find<QCheckBox>("messages/pin")->isChecked());
    EXPECT_EQ(linkName(), QStringLiteral("vent → sink"));
    EXPECT_TRUE(awaitRows(panel.model().rowCount() + 3));
    EXPECT_EQ(directions(), QSet<QString>{QStringLiteral("vent → sink")});
    EXPECT_EQ(detailOf("link1"), Detail::Capture);
    EXPECT_EQ(detailOf("stage1/link1"), Detail::Latency);

    click("messages/pin");
    EXPECT_EQ(linkName(), QStringLiteral("client ⇄ server"));
    EXPECT_EQ(detailOf("link1"), Detail::Latency);
    EXPECT_EQ(detailOf("stage1/link1"), Detail::Capture);
    ASSERT_TRUE(awaitRows(2));
    EXPECT_FALSE(directions().contains(QStringLiteral("vent → sink")));
}

TEST_F(MessagesPanelTest, CallsAPinnedLinkThatIsNotInViewByItsPlace)
{
    document.reset(namesakes(), {});
    ASSERT_TRUE(document.openInside({model::NodeId("stage1")}));
    select("link1");
    click("messages/pin");
    EXPECT_EQ(linkName(), QStringLiteral("client ⇄ server"));
    ASSERT_TRUE(document.openInside({}));
    EXPECT_EQ(linkName(), QStringLiteral("stage1/link1"));
    // It goes with what holds it.
    document.push(QStringLiteral("Remove"), model::RemoveNode{model::NodeId("stage1")});
    EXPECT_FALSE(find<QCheckBox>("messages/pin")->isChecked());
    EXPECT_TRUE(words().contains(QStringLiteral("No link selected")));
}

TEST_F(MessagesPanelTest, LeavesALinkAsItWasWhenAnotherPartOfTheFileIsOpened)
{
    document.reset(namesakes(), {});
    session.messages().setDetail("link1", Detail::Counts);
    select("link1");
    click("messages/show");
    EXPECT_EQ(detailOf("link1"), Detail::Capture);
    ASSERT_TRUE(document.openInside({model::NodeId("stage1")}));
    EXPECT_EQ(detailOf("link1"), Detail::Counts);
    select("link1");
    EXPECT_EQ(detailOf("link1"), Detail::Counts);
    EXPECT_EQ(detailOf("stage1/link1"), Detail::Capture);
}

TEST_F(MessagesPanelTest, YieldsToAnotherChoiceForTheLink)
{
    run();
    select("link2");
    click("messages/show");
    session.messages().setDetail("link2", Detail::Counts);
    EXPECT_FALSE(find<QCheckBox>("messages/show")->isChecked());
    panel.hide();
    EXPECT_EQ(detailOf("link2"), Detail::Counts);
}

TEST_F(MessagesPanelTest, SwitchesOffWhatWasSwitchedOnElsewhere)
{
    session.messages().setDetail("link2", Detail::Capture);
    select("link2");
    EXPECT_TRUE(find<QCheckBox>("messages/show")->isChecked());
    click("messages/show");
    EXPECT_EQ(detailOf("link2"), Detail::Latency);
}

TEST_F(MessagesPanelTest, LeavesTheLatencyOfALinkUnknownThatIsOnlyCounted)
{
    session.messages().setDetail("link2", Detail::Counts);
    run();
    const auto flowOf = [this](const char* link) {
        return session.latest()->flows[session.flowsOf(model::LinkId(link)).front()];
    };
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            return session.latest() && flowOf("link2").received > 3U
                && flowOf("link1").latency.count > 3;
        },
        20000));
    EXPECT_EQ(flowOf("link2").latency.count, 0U);
}

TEST_F(MessagesPanelTest, ClearsAndCountsFromZero)
{
    run();
    select("link2");
    click("messages/show");
    ASSERT_TRUE(awaitRows(3));
    session.setPaused(true);
    QTest::qWait(200);
    click("messages/clear");
    EXPECT_EQ(panel.model().rowCount(), 0);
    EXPECT_TRUE(find<QLabel>("messages/count")->text().isEmpty());
    session.setPaused(false);
    EXPECT_TRUE(awaitRows(1));
}

TEST_F(MessagesPanelTest, CopiesTheChosenMessageAsText)
{
    run();
    select("link1");
    click("messages/show");
    ASSERT_TRUE(awaitRows(4));
    clickRow(rowOfRequest());
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
    const QString text = QGuiApplication::clipboard()->text();
    EXPECT_TRUE(text.startsWith(QStringLiteral("client → server, message ")));
    EXPECT_TRUE(text.contains(QStringLiteral("[2] body, 7 B\n{\"q\":1}")));
}

TEST_F(MessagesPanelTest, KeepsWhatWasSeenAfterTheRun)
{
    run();
    select("link2");
    click("messages/show");
    ASSERT_TRUE(awaitRows(3));
    session.stop();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
    EXPECT_GE(panel.model().rowCount(), 3);
    clickRow(0);
    EXPECT_EQ(find<QTreeWidget>("messages/frames")->topLevelItemCount(), 1);
}

TEST_F(MessagesPanelTest, BeginsAnewWithTheNextRun)
{
    run();
    select("link2");
    click("messages/show");
    ASSERT_TRUE(awaitRows(3));
    session.stop();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
    run();
    ASSERT_TRUE(awaitRows(1));
    // It is watched from the beginning.
    EXPECT_LT(*panel.model().rowAt(0).message->number, 100U);
}

} // namespace topomq::tests
