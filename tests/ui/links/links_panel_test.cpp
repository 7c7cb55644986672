#include "engine/plan/run_plan.h"
#include "engine/roles/role_factory.h"
#include "tests/support/wash_file.h"
#include "tests/ui/links/fan_out.h"
#include "ui/document/topology_document.h"
#include "ui/links/links_model.h"
#include "ui/links/links_panel.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>

namespace topomq::tests {

namespace {

using ui::LinksModel;

/// The same where only the first sink gets on with it.
model::Topology unequalFanOut()
{
    model::Topology topology = fanOut();
    topology.nodes[0].settings.set("rate", 0);
    topology.nodes[2].settings.set("service_time", 1'000'000);
    return topology;
}

metrics::SnapshotPtr figures(std::uint64_t first, std::uint64_t second)
{
    auto snapshot = std::make_shared<metrics::Snapshot>();
    for (const std::uint64_t depth : {first, second}) {
        metrics::FlowFigures flow;
        flow.sent = 10'000;
        flow.received = 10'000 - depth;
        flow.inFlight = depth;
        flow.dropped = 0;
        flow.limit = 2000;
        snapshot->flows.push_back(flow);
    }
    return snapshot;
}

QString untitled(plan::SocketIndex /*socket*/)
{
    return {};
}

class LinksPanelTest : public testing::Test
{
protected:
    LinksPanelTest()
    {
        document.reset(fanOut(), {});
        panel.resize(1600, 240);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
        view = panel.findChild<QTreeView*>(QStringLiteral("links"));
    }

    void run()
    {
        ASSERT_TRUE(session.start());
        ASSERT_TRUE(QTest::qWaitFor(
            [this] { return session.state() == ui::RunSession::State::Running; }, 20000));
        session.stop();
        ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
    }

    /// Sorted by what was received; there is nothing to click on before the first run.
    void sortAnUnequalRun()
    {
        document.reset(unequalFanOut(), {});
        run();
        clickHeader(LinksModel::Received);
    }

    /// Until the first sink has received much more than the second.
    void runUnequally()
    {
        ASSERT_TRUE(session.start());
        const auto hasMuch = [this] {
            const auto latest = session.latest();
            return latest && latest->flows[session.flowsAt("link1").front()].received > 100U;
        };
        ASSERT_TRUE(QTest::qWaitFor(hasMuch, 20000));
        session.stop();
        ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
    }

    QString cell(int row, int column)
    {
        return view->model()->index(row, column).data().toString();
    }

    bool says(const QString& words)
    {
        const auto labels = panel.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(words);
        });
    }

    void clickHeader(int column)
    {
        QHeaderView* header = view->header();
        const QPoint place(header->sectionViewportPosition(column) + 20, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
    }

    QPoint placeOfRow(int row)
    {
        return view->visualRect(view->model()->index(row, LinksModel::From)).center();
    }

    ui::Theme theme;
    ui::TopologyDocument document;
    ui::RunSession session{document, roles::makeRoleFactory()};
    ui::LinksPanel panel{document, session, theme};
    QTreeView* view = nullptr;
};

} // namespace

TEST_F(LinksPanelTest, CallsWhatIsInsideBySubtopologyAndName)
{
    document.reset(washing(), {});
    run();
    QStringList cells;
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        for (const int column : {LinksModel::LinkName, LinksModel::From, LinksModel::To})
            cells << cell(row, column);
    }
    EXPECT_TRUE(cells.contains(QStringLiteral("wash/wet"))) << cells.join(u' ').toStdString();
    EXPECT_TRUE(cells.contains(QStringLiteral("wash/gone · in")));
    EXPECT_TRUE(cells.contains(QStringLiteral("wash/gone · out")));
    EXPECT_FALSE(cells.join(u' ').contains(QStringLiteral("wash-")));
}

TEST_F(LinksPanelTest, EnterOpensTheSubtopologyThatALinkIsIn)
{
    document.reset(washing(), {});
    run();
    const int row = cell(0, LinksModel::LinkName) == QStringLiteral("wash/wet") ? 0 : 1;
    view->setFocus();
    view->setCurrentIndex(view->model()->index(row, 0));
    QTest::keyClick(view, Qt::Key_Return);
    ASSERT_EQ(document.path().size(), 1U);
    EXPECT_EQ(document.selection()->links(), std::set{model::LinkId("wet")});
}

TEST_F(LinksPanelTest, IsNotABlankTableBeforeTheFirstRun)
{
    EXPECT_FALSE(view->isVisible());
}

TEST_F(LinksPanelTest, AsksForARunOnlyWhileNothingRuns)
{
    model::Topology unlinked = fanOut();
    unlinked.links.clear();
    document.reset(unlinked, {});
    EXPECT_TRUE(says(QStringLiteral("F5")));
    ASSERT_TRUE(session.start());
    EXPECT_FALSE(says(QStringLiteral("F5")));
    EXPECT_TRUE(says(QStringLiteral("This run has no links")));
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return session.state() == ui::RunSession::State::Running; }, 20000));
    session.stop();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
    EXPECT_TRUE(says(QStringLiteral("F5")));
}

TEST_F(LinksPanelTest, ARunGivesARowPerFlow)
{
    QSignalSpy counts(&panel, &ui::LinksPanel::countChanged);
    run();
    EXPECT_EQ(view->model()->rowCount(), 2);
    EXPECT_EQ(counts.last().at(0).toInt(), 2);
    EXPECT_TRUE(view->isVisible());
}

TEST_F(LinksPanelTest, BeginsWithTheEndsOfALinkAndNotWithItsId)
{
    run();
    const QHeaderView* header = view->header();
    int first = 0;
    while (header->isSectionHidden(header->logicalIndex(first)))
        ++first;
    EXPECT_EQ(header->logicalIndex(first), static_cast<int>(LinksModel::From));
    EXPECT_EQ(cell(0, LinksModel::From), QStringLiteral("vent · out"));
}

TEST_F(LinksPanelTest, AllColumnsFitAUsualScreen)
{
    constexpr int kUsualScreen = 1680;
    EXPECT_LT(view->header()->length(), kUsualScreen);
}

TEST_F(LinksPanelTest, SortsByNumberNotByText)
{
    run();
    panel.model().setFigures(figures(1200, 7));
    clickHeader(LinksModel::InFlight);
    EXPECT_EQ(cell(0, LinksModel::LinkName), QStringLiteral("link2"));
    clickHeader(LinksModel::InFlight);
    EXPECT_EQ(cell(0, LinksModel::LinkName), QStringLiteral("link1"));
}

TEST_F(LinksPanelTest, TheLastFiguresOfARunAreInOrder)
{
    sortAnUnequalRun();
    runUnequally();
    EXPECT_TRUE(QTest::qWaitFor(
        [this] { return cell(0, LinksModel::LinkName) == QStringLiteral("link2"); }, 20000));
}

TEST_F(LinksPanelTest, TheFiguresOfARunThatPassedBehindAnotherTabAreInOrder)
{
    sortAnUnequalRun();
    panel.hide();
    runUnequally();
    panel.show();
    EXPECT_EQ(cell(0, LinksModel::LinkName), QStringLiteral("link2"));
    EXPECT_EQ(cell(1, LinksModel::LinkName), QStringLiteral("link1"));
}

TEST_F(LinksPanelTest, SaysWhatIsSentOrNothingWhereOnlyAProgramOutsideCounts)
{
    run();
    auto snapshot = std::make_shared<metrics::Snapshot>(*figures(0, 0));
    for (metrics::FlowFigures& flow : snapshot->flows) {
        flow.received = flow.inFlight = flow.dropped = std::nullopt;
        flow.messagesPerSecond = flow.bytesPerSecond = 500;
    }
    snapshot->flows[1].sent.reset();
    panel.model().setFigures(snapshot);
    EXPECT_EQ(cell(0, LinksModel::Rate), QStringLiteral("500 msg/s"));
    EXPECT_EQ(cell(0, LinksModel::Bytes), QStringLiteral("500 B/s"));
    const QModelIndex rate = view->model()->index(0, LinksModel::Rate);
    EXPECT_TRUE(rate.data(Qt::ToolTipRole).toString().startsWith(QStringLiteral("Sent per")));
    for (const int column : {LinksModel::Rate, LinksModel::Bytes, LinksModel::MaxDepth})
        EXPECT_EQ(cell(1, column), QStringLiteral("–"));
}

TEST_F(LinksPanelTest, SelectingARowSelectsTheLink)
{
    run();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, placeOfRow(1));
    EXPECT_EQ(document.selection()->links(), std::set{model::LinkId("link2")});
}

TEST_F(LinksPanelTest, ARowWhoseLinkIsGoneSelectsNothing)
{
    run();
    document.push(QStringLiteral("Delete"), model::RemoveLink{model::LinkId("link2")});
    for (const int row : {0, 1}) {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, placeOfRow(row));
        for (const model::LinkId& link : document.selection()->links())
            EXPECT_NE(document.topology().find(link), nullptr) << link.text();
    }
}

TEST_F(LinksPanelTest, SelectingALinkSelectsItsRow)
{
    run();
    document.selection()->selectLink(model::LinkId("link2"));
    ASSERT_EQ(view->selectionModel()->selectedRows().size(), 1);
    EXPECT_EQ(view->selectionModel()->selectedRows().front().data().toString(),
              QStringLiteral("link2"));
}

TEST_F(LinksPanelTest, SelectingANodeClearsTheRowsAndStays)
{
    run();
    document.selection()->selectLink(model::LinkId("link2"));
    document.selection()->selectNode(model::NodeId("a"));
    EXPECT_TRUE(view->selectionModel()->selectedRows().isEmpty());
    EXPECT_EQ(document.selection()->nodes(), std::set{model::NodeId("a")});
}

TEST_F(LinksPanelTest, ADoubleClickReveals)
{
    run();
    const QSignalSpy asked(document.selection(), &ui::Selection::revealRequested);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, placeOfRow(0));
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, placeOfRow(0));
    EXPECT_EQ(asked.count(), 1);
}

TEST_F(LinksPanelTest, EstimatedCountsAreMarked)
{
    run();
    auto snapshot = std::make_shared<metrics::Snapshot>(*figures(5, 6));
    snapshot->flows[0].estimated = true;
    panel.model().setFigures(snapshot);
    EXPECT_TRUE(cell(0, LinksModel::Sent).startsWith(ui::kEstimateMark));
    EXPECT_FALSE(cell(0, LinksModel::Received).startsWith(ui::kEstimateMark));
    EXPECT_FALSE(cell(1, LinksModel::Sent).startsWith(ui::kEstimateMark));
}

TEST_F(LinksPanelTest, ARenamedNodeIsCalledByItsNewName)
{
    run();
    model::Node node = *document.topology().find(model::NodeId("vent"));
    node.name = "Feed";
    document.push(QStringLiteral("Rename"), model::ReplaceNode{node});
    EXPECT_TRUE(cell(0, LinksModel::From).startsWith(QStringLiteral("Feed")));
}

TEST_F(LinksPanelTest, AnotherLinkInThePlaceOfOneThatRanHasNoRow)
{
    run();
    const model::LinkId link1("link1");
    const model::Link link = *document.topology().find(link1);
    model::Node other = *document.topology().find(model::NodeId("a"));
    document.push(QStringLiteral("Delete"), model::RemoveNode{other.id});
    EXPECT_EQ(cell(0, LinksModel::To), QStringLiteral("a · in"));
    other.name = "Other";
    document.push(QStringLiteral("Add"),
                  model::Batch{{model::AddNode{other, {}}, model::AddLink{link, {}}}});
    EXPECT_EQ(cell(0, LinksModel::To), QStringLiteral("a · in"));
    document.selection()->selectLink(link1);
    EXPECT_TRUE(view->selectionModel()->selectedRows().isEmpty());
    const QSignalSpy asked(document.selection(), &ui::Selection::revealRequested);
    view->setFocus();
    view->setCurrentIndex(view->model()->index(0, 0));
    QTest::keyClick(view, Qt::Key_Return);
    EXPECT_TRUE(asked.isEmpty());
    document.undoStack()->undo();
    document.undoStack()->undo();
    document.selection()->selectLink(link1);
    EXPECT_EQ(view->selectionModel()->selectedRows().size(), 1);
}

TEST(LinksModelTest, KeepsTheRulesOfModels)
{
    ui::Theme theme;
    LinksModel model(theme, nullptr);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setPlan(plan::makePlan(fanOut()).plan, {}, untitled);
    model.setFigures(figures(1, 2));
    EXPECT_EQ(model.rowCount(), 2);
    model.setPlan({}, {}, untitled);
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(LinksModelTest, WhatIsUnknownIsADash)
{
    ui::Theme theme;
    LinksModel model(theme, nullptr);
    model.setPlan(plan::makePlan(fanOut()).plan, {}, untitled);
    auto snapshot = std::make_shared<metrics::Snapshot>(*figures(5, 6));
    snapshot->flows[0].inFlight.reset();
    model.setFigures(snapshot);
    EXPECT_EQ(model.index(0, LinksModel::InFlight).data().toString(), QStringLiteral("–"));
    EXPECT_EQ(model.index(0, LinksModel::Fill).data().toString(), QStringLiteral("–"));
}

} // namespace topomq::tests
