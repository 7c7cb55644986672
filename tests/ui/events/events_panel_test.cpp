#include "engine/roles/role_factory.h"
#include "tests/support/topology_builder.h"
#include "ui/document/topology_document.h"
#include "ui/events/events_model.h"
#include "ui/events/events_panel.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <gtest/gtest.h>

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
    const QString text = view->model()->index(0, EventsModel::Event).data().toString();
    EXPECT_TRUE(text.startsWith(QStringLiteral("connected")));
    EXPECT_TRUE(text.contains(QStringLiteral("CONNECTED")));
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
    QTest::keyClick(panel.findChild<QCheckBox*>(QStringLiteral("errorsOnly")), Qt::Key_Space);
    EXPECT_EQ(view->model()->rowCount(), 1);
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
