#include "engine/roles/role_factory.h"
#include "tests/support/topology_builder.h"
#include "tests/support/wash_file.h"
#include "ui/document/topology_document.h"
#include "ui/events/drop_watch.h"
#include "ui/events/event_words.h"
#include "ui/events/events_model.h"
#include "ui/events/events_panel.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace topomq::tests {

namespace {

using ui::EventsModel;

runtime::RuntimeEvent connected(const std::string& where, double time = 0.5)
{
    return {.time = time,
            .where = where,
            .event = "CONNECTED",
            .address = "tcp://127.0.0.1:40123",
            .detail = {}};
}

runtime::RuntimeEvent bindFailed(const std::string& where)
{
    return {.time = 1,
            .where = where,
            .event = "BIND_FAILED",
            .address = "tcp://127.0.0.1:80",
            .detail = "Address already in use",
            .error = true};
}

/// A publisher that is faster than its subscriber, with short queues between them.
model::Topology dropping()
{
    using enum model::SocketType;
    return TopologyBuilder()
        .node("pub", model::Role::Source)
        .setting("rate", 5000)
        .socket("out", Pub, {"inproc://*"})
        .option("SNDHWM", 5)
        .node("slow", model::Role::Sink)
        .setting("service_time", 20000)
        .socket("in", Sub)
        .option("SUBSCRIBE", model::Array{""})
        .option("RCVHWM", 5)
        .link("slow.in", "pub.out");
}

/// Every request waits for its reply, and tells so: more than anybody wants to read.
model::Topology stormy()
{
    using enum model::SocketType;
    return TopologyBuilder()
        .node("hub", model::Role::Server)
        .socket("rep", Rep, {"inproc://*"})
        .option("RCVTIMEO", 0)
        .node("asks", model::Role::Client)
        .setting("rate", 0)
        .socket("req", Req)
        .option("RCVTIMEO", 0)
        .link("asks.req", "hub.rep");
}

class EventsPanelTest : public testing::Test
{
protected:
    EventsPanelTest()
    {
        document.reset(pushPull(), {});
        panel.resize(900, 240);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
        view = panel.findChild<QTreeView*>(QStringLiteral("events"));
    }

    void add(const std::vector<runtime::RuntimeEvent>& events)
    {
        panel.model().append(events, document.topology());
    }

    void click(const char* button)
    {
        auto* found = panel.findChild<QToolButton*>(QString::fromUtf8(button));
        ASSERT_NE(found, nullptr) << button;
        QTest::mouseClick(found, Qt::LeftButton);
    }

    std::string sender() { return document.topology().links[0].bind.text(); }

    ui::Theme theme;
    ui::TopologyDocument document;
    ui::RunSession session{document, roles::makeRoleFactory()};
    ui::EventsPanel panel{document, session, theme};
    QTreeView* view = nullptr;
};

} // namespace

TEST_F(EventsPanelTest, SaysInWordsWhatHappened)
{
    add({connected(sender())});
    const auto text = [this](int column) { return view->model()->index(0, column).data(); };
    EXPECT_EQ(text(EventsModel::Event).toString(), QStringLiteral("connected"));
    EXPECT_EQ(text(EventsModel::Name).toString(), QStringLiteral("CONNECTED"));
}

TEST_F(EventsPanelTest, GivesZeroMqNoNamesThatItHasNot)
{
    add({connected(sender()),
         {.time = 1, .where = "sink", .event = "SOCKET_CREATED", .address = {}, .detail = "PULL"}});
    EXPECT_EQ(view->model()->index(1, EventsModel::Event).data().toString(),
              QStringLiteral("socket made"));
    EXPECT_EQ(view->model()->index(1, EventsModel::Name).data().toString(), QString());
}

TEST_F(EventsPanelTest, ListsWhatTheUserDidToTheRun)
{
    document.reset(pushPull("tcp://127.0.0.1:*"), {});
    ASSERT_TRUE(session.start());
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return session.state() == ui::RunSession::State::Running && session.latest(); },
        20000));
    const auto lists = [this](const char* words) {
        const QModelIndex first = panel.model().index(0, EventsModel::Event);
        return !panel.model().match(first, Qt::DisplayRole, QString::fromUtf8(words)).isEmpty();
    };
    session.setPaused(true);
    EXPECT_TRUE(lists("run paused"));
    session.setPaused(false);
    EXPECT_TRUE(lists("run goes on"));
    session.setSpeed(0.5);
    session.stop();
    EXPECT_TRUE(QTest::qWaitFor([&] { return lists("speed changed"); }, 20000));
    EXPECT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
}

TEST_F(EventsPanelTest, CallsWhatIsInsideBySubtopologyAndNameAndOpensIt)
{
    model::Topology topology = washing();
    // Its words name the node, too.
    topology.definitions.front().nodes[0].sockets[1].bind = {"ipc:///nowhere/at/all"};
    document.reset(topology, {});
    ASSERT_TRUE(session.start());
    const auto hasFailed = [this] {
        return std::any_of(session.events().begin(), session.events().end(),
                           [](const auto& event) { return event.error; });
    };
    ASSERT_TRUE(QTest::qWaitFor(hasFailed, 20000));
    session.stop();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
    QModelIndex inside;
    const auto isListed = [&] {
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QModelIndex where = view->model()->index(row, EventsModel::Where);
            if (where.data().toString() == QStringLiteral("wash/gone · out"))
                inside = where;
        }
        return inside.isValid();
    };
    ASSERT_TRUE(QTest::qWaitFor(isListed, 20000));
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        for (const int column : {EventsModel::Where, EventsModel::Detail}) {
            const QString text = view->model()->index(row, column).data().toString();
            EXPECT_FALSE(text.contains(QStringLiteral("wash-"))) << text.toStdString();
        }
    }
    view->setFocus();
    view->setCurrentIndex(inside);
    QTest::keyClick(view, Qt::Key_Return);
    EXPECT_EQ(document.path().size(), 1U);
    EXPECT_TRUE(document.selection()->nodes().contains(model::NodeId("gone")));
}

TEST_F(EventsPanelTest, TypingFilters)
{
    add({connected(sender()), bindFailed(sender())});
    auto* filter = panel.findChild<QLineEdit*>(QStringLiteral("eventFilter"));
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("in use"));
    EXPECT_EQ(view->model()->rowCount(), 1);
}

TEST_F(EventsPanelTest, ErrorsCanBeSeenAlone)
{
    add({connected(sender()), bindFailed(sender())});
    click("kindErrors");
    EXPECT_EQ(view->model()->rowCount(), 1);
}

TEST_F(EventsPanelTest, KindsAreChosenAndTakenTogether)
{
    add({connected(sender()),
         {.time = 1, .where = "sink", .event = "NODE_STOPPED", .address = {}, .detail = {}},
         {.time = 2, .where = "link1", .event = ui::kDropEvent, .address = {}, .detail = {}}});
    click("kindNodes");
    ASSERT_EQ(view->model()->rowCount(), 1);
    EXPECT_EQ(view->model()->index(0, EventsModel::Event).data().toString(),
              QStringLiteral("node stopped"));
    click("kindDrops");
    EXPECT_EQ(view->model()->rowCount(), 2);
    click("kindNodes");
    click("kindDrops");
    EXPECT_EQ(view->model()->rowCount(), 3);
}

TEST_F(EventsPanelTest, AnErrorSaysWhatToDo)
{
    add({bindFailed(sender())});
    const QString detail = view->model()->index(0, EventsModel::Detail).data().toString();
    EXPECT_TRUE(detail.startsWith(QStringLiteral("Address already in use; ")));
    EXPECT_TRUE(detail.contains(QStringLiteral("choose another address")));
}

TEST_F(EventsPanelTest, WhatSaysItselfWhatToDoIsLeftAlone)
{
    runtime::RuntimeEvent event = bindFailed(sender());
    event.detail = "Address already in use; take another";
    add({event});
    EXPECT_EQ(view->model()->index(0, EventsModel::Detail).data().toString(),
              QStringLiteral("Address already in use; take another"));
}

TEST_F(EventsPanelTest, DropsOfARunAreListedWithTheirCause)
{
    document.reset(dropping(), {});
    ASSERT_TRUE(session.start());
    click("kindDrops");
    ASSERT_TRUE(QTest::qWaitFor([this] { return view->model()->rowCount() > 0; }, 20000));
    const QString detail = view->model()->index(0, EventsModel::Detail).data().toString();
    EXPECT_TRUE(detail.contains(QStringLiteral("the queue for this subscriber was full")))
        << detail.toStdString();
    session.stop();
    EXPECT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
}

TEST_F(EventsPanelTest, AfterAStormWhatIsOrderedIsListedAndTheRestCounted)
{
    const auto* notKept = panel.findChild<ui::ElidedLabel*>(QStringLiteral("eventsNotKept"));
    ASSERT_NE(notKept, nullptr);
    EXPECT_FALSE(notKept->isVisible());
    document.reset(stormy(), {});
    ASSERT_TRUE(session.start());
    ASSERT_TRUE(QTest::qWaitFor([this] { return session.eventsLost() > 15'000; }, 30000));
    session.order(ui::NodeCommand::Freeze, {model::NodeId("asks")});
    // Near the end: nobody asks any more.
    const auto isListed = [this] {
        const int rows = panel.model().rowCount();
        for (int row = std::max(0, rows - 3000); row < rows; ++row) {
            const QModelIndex event = panel.model().index(row, EventsModel::Event);
            if (event.data().toString() == QStringLiteral("node frozen"))
                return true;
        }
        return false;
    };
    EXPECT_TRUE(QTest::qWaitFor(isListed, 20000));
    EXPECT_TRUE(notKept->isVisible());
    EXPECT_TRUE(notKept->text().endsWith(QStringLiteral("more were not kept")));
    session.stop();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
    document.reset(pushPull(), {});
    EXPECT_FALSE(notKept->isVisible());
}

TEST_F(EventsPanelTest, AClickRevealsThePlace)
{
    add({connected(sender())});
    const QModelIndex index = view->model()->index(0, EventsModel::Event);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
    EXPECT_EQ(document.selection()->nodes(), std::set{document.topology().links[0].bind.node});
}

TEST_F(EventsPanelTest, FollowsTheNewest)
{
    add(std::vector(200, connected(sender())));
    EXPECT_EQ(view->verticalScrollBar()->value(), view->verticalScrollBar()->maximum());
}

TEST_F(EventsPanelTest, ScrollingUpLetsGo)
{
    add(std::vector(200, connected(sender())));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Home, Qt::ControlModifier);
    view->verticalScrollBar()->setValue(0);
    add(std::vector(200, connected(sender())));
    EXPECT_EQ(view->verticalScrollBar()->value(), 0);
}

TEST_F(EventsPanelTest, ARunFillsIt)
{
    QSignalSpy counts(&panel, &ui::EventsPanel::countChanged);
    document.reset(pushPull("tcp://127.0.0.1:*"), {});
    ASSERT_TRUE(session.start());
    EXPECT_TRUE(QTest::qWaitFor([this] { return panel.model().rowCount() > 0; }, 20000));
    EXPECT_GT(counts.last().at(0).toInt(), 0);
    session.stop();
    EXPECT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
}

TEST(DropWatching, CountsEachDropOnceAndNotMoreOftenThanOnceASecond)
{
    plan::RunPlan plan;
    plan.links.push_back({.id = model::LinkId("link1")});
    plan.flows.push_back({.link = 0});
    metrics::Snapshot now;
    now.flows.resize(1);
    auto& dropped = now.flows[0].droppedByCause[0];
    ui::DropWatch watch;
    EXPECT_TRUE(watch.take(plan, now, false).empty());
    dropped = 5;
    now.time = 1;
    const auto first = watch.take(plan, now, false);
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].where, "link1");
    EXPECT_TRUE(first[0].detail.starts_with("5 messages"));
    dropped = 8;
    now.time = 1.5;
    EXPECT_TRUE(watch.take(plan, now, false).empty());
    const auto last = watch.take(plan, now, true);
    ASSERT_EQ(last.size(), 1U);
    EXPECT_TRUE(last[0].detail.starts_with("3 messages"));
    EXPECT_TRUE(watch.take(plan, now, true).empty());
}

TEST(DropWatching, TellsWhatWasFilteredFromWhatFoundNobody)
{
    plan::RunPlan plan;
    plan.sockets.resize(1);
    metrics::Snapshot now;
    now.sockets.resize(1);
    now.sockets[0].droppedNoSubscriber = 12;
    now.sockets[0].droppedFiltered = 9;
    ui::DropWatch watch;
    const auto told = watch.take(plan, now, true);
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].detail, "3 messages: no subscriber was there");
    EXPECT_TRUE(told[1].detail.starts_with("9 messages: filtered"));
}

TEST(DropWatching, TellsOfAPeerThatTookNoMore)
{
    plan::RunPlan plan;
    plan.sockets.resize(1);
    metrics::Snapshot now;
    now.sockets.resize(1);
    now.sockets[0].droppedPeerFull = 7;
    ui::DropWatch watch;
    const auto told = watch.take(plan, now, true);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_TRUE(told[0].detail.starts_with("7 messages: the queue for this peer was full"));
}

TEST(EventsModelTest, KeepsTheRulesOfModels)
{
    ui::Theme theme;
    EventsModel model(theme, nullptr);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.append(std::vector{connected("a"), bindFailed("b")}, {});
    EXPECT_EQ(model.rowCount(), 2);
    model.clear();
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(EventsModelTest, DropsTheOldestWhenItIsFull)
{
    ui::Theme theme;
    EventsModel model(theme, nullptr);
    model.append(std::vector(EventsModel::kMost, connected("old", 1)), {});
    model.append(std::vector(3, connected("new", 2)), {});
    EXPECT_EQ(model.rowCount(), EventsModel::kMost);
    EXPECT_EQ(model.index(model.rowCount() - 1, 0).data(EventsModel::kWhereRole).toString(),
              QStringLiteral("new"));
}

TEST(EventsModelTest, AnUnknownEventKeepsItsName)
{
    EXPECT_EQ(ui::eventWords("SOMETHING_NEW"), QStringLiteral("something new"));
}

} // namespace topomq::tests
