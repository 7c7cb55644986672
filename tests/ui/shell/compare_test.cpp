#include "tests/ui/shell/window_fixture.h"
#include "ui/canvas/compare_canvas.h"
#include "ui/document/titles.h"
#include "ui/shell/compare_window.h"

#include <QLabel>
#include <QTreeWidget>
#include <QWheelEvent>

#include <algorithm>

namespace topomq::ui::test {
namespace {

/// How many pixels of the image have just this colour.
int count(const QImage& image, const QColor& color)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            found += image.pixelColor(x, y) == color ? 1 : 0;
    }
    return found;
}

class CompareTest : public WindowTest
{
protected:
    CompareTest() { window.openExample(QStringLiteral("pipeline")); }

    /// The other version: without its last node, and with another rate.
    model::Topology changed()
    {
        model::Topology other = topology();
        other.nodes[0].settings.set("rate", 5);
        other.nodes[1].position = model::Point{900, 900};
        other.nodes.push_back({.id = model::NodeId("more"), .role = model::Role::External});
        other.nodes.back().position = model::Point{2000, 0};
        return other;
    }

    static void show(CompareWindow& compare)
    {
        compare.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&compare));
        QCoreApplication::processEvents();
    }
};

TEST_F(CompareTest, ListsAndMarksWhatDiffers)
{
    CompareWindow compare({topology(), QStringLiteral("a")}, {changed(), QStringLiteral("b")},
                          window.theme(), &window);
    show(compare);
    QStringList signs;
    for (int i = 0; i < compare.list().topLevelItemCount(); ++i)
        signs << compare.list().topLevelItem(i)->text(0);
    EXPECT_EQ(signs, (QStringList{QStringLiteral("~"), QStringLiteral("→"), QStringLiteral("+")}));
    const QColor green = window.theme().colors().green;
    EXPECT_GT(count(compare.after().grab().toImage(), green), 0);
    EXPECT_EQ(count(compare.before().grab().toImage(), green), 0);
}

TEST_F(CompareTest, BothCanvasesMoveTogether)
{
    CompareWindow compare({topology(), QStringLiteral("a")}, {changed(), QStringLiteral("b")},
                          window.theme(), &window);
    show(compare);
    EXPECT_EQ(compare.before().camera().zoom(), compare.after().camera().zoom());
    const double zoom = compare.after().camera().zoom();
    QWheelEvent wheel(QPointF(50, 50), compare.before().mapToGlobal(QPointF(50, 50)), {}, {0, 240},
                      Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&compare.before(), &wheel);
    EXPECT_GT(compare.after().camera().zoom(), zoom);
    QTest::keyClick(&compare.after(), Qt::Key_Left);
    EXPECT_EQ(compare.before().camera().origin(), compare.after().camera().origin());
}

TEST_F(CompareTest, JumpsFromTheListAndBack)
{
    CompareWindow compare({topology(), QStringLiteral("a")}, {changed(), QStringLiteral("b")},
                          window.theme(), &window);
    show(compare);
    QTest::mouseClick(compare.list().viewport(), Qt::LeftButton, {},
                      compare.list().visualItemRect(compare.list().topLevelItem(2)).center());
    const QRectF seen = compare.after().camera().seen(compare.after().size());
    EXPECT_TRUE(seen.contains(compare.after().areaOf("more")));
    QTest::keyClick(&compare.after(), Qt::Key_0);
    const std::string first = topology().nodes[0].id.text();
    QTest::mouseClick(
        &compare.after(), Qt::LeftButton, {},
        compare.after().camera().toView(compare.after().areaOf(first).center()).toPoint());
    EXPECT_EQ(compare.list().currentItem(), compare.list().topLevelItem(0));
}

TEST_F(CompareTest, ShowsGroupsNotesAndParametersToo)
{
    model::Topology before = topology();
    before.groups.push_back({.id = model::GroupId("g"),
                             .title = "Mine",
                             .members = {before.nodes[0].id},
                             .collapsed = true});
    model::Topology after = before;
    after.groups[0].title = "Ours";
    after.notes.push_back({.id = model::NoteId("n"), .text = "# Why\n\nso", .position = {0, 900}});
    after.parameters.push_back({.name = "rate", .value = 10});
    CompareWindow compare({before, QStringLiteral("a")}, {after, QStringLiteral("b")},
                          window.theme(), &window);
    show(compare);
    QStringList names;
    for (int i = 0; i < compare.list().topLevelItemCount(); ++i)
        names << compare.list().topLevelItem(i)->text(1);
    EXPECT_EQ(names,
              (QStringList{QStringLiteral("Group Ours: title"), QStringLiteral("Note “Why”"),
                           QStringLiteral("Parameter #rate")}));
    EXPECT_EQ(compare.list().topLevelItem(2)->text(3), QStringLiteral("10"));
    EXPECT_FALSE(compare.before().areaOf("g").isEmpty());
    EXPECT_TRUE(compare.before().areaOf("n").isEmpty());
    const QColor green = window.theme().colors().green;
    EXPECT_GT(count(compare.after().grab().toImage(), green), 0);
    EXPECT_EQ(count(compare.before().grab().toImage(), green), 0);
    // The collapsed group stands open: its node is there to be compared.
    EXPECT_FALSE(compare.after().areaOf(before.nodes[0].id.text()).isEmpty());
    QTest::mouseClick(
        &compare.after(), Qt::LeftButton, {},
        compare.after().camera().toView(compare.after().areaOf("n").center()).toPoint());
    EXPECT_EQ(compare.list().currentItem(), compare.list().topLevelItem(1));
}

TEST_F(CompareTest, CallsThingsAsTheWindowDoes)
{
    model::Topology before = topology();
    model::Node& worker =
        *std::find_if(before.nodes.begin(), before.nodes.end(),
                      [](const model::Node& node) { return node.role == model::Role::Worker; });
    worker.settings.set("service_time", 500);
    model::Topology after = before;
    model::Node& slower = *after.find(worker.id);
    slower.settings.set("service_time", 2000);
    slower.sockets[0].options.set("RCVHWM", 5);
    const model::Link gone = after.links.front();
    after.links.erase(after.links.begin());
    CompareWindow compare({before, QStringLiteral("old.topomq")},
                          {after, QStringLiteral("new.topomq")}, window.theme(), &window);
    const QTreeWidget& list = compare.list();
    QStringList names;
    for (int i = 0; i < list.topLevelItemCount(); ++i)
        names << list.topLevelItem(i)->text(1);
    const QString title = QString::fromStdString(worker.title());
    EXPECT_TRUE(names.contains(QStringLiteral("Node %1: Service time").arg(title)))
        << names.join(u'\n').toStdString();
    EXPECT_TRUE(
        names.contains(QStringLiteral("Socket %1 · %2: RCVHWM")
                           .arg(title, QString::fromStdString(worker.sockets[0].id.text()))))
        << names.join(u'\n').toStdString();
    EXPECT_TRUE(names.contains(QStringLiteral("Link %1").arg(linkTitle(before, gone))))
        << names.join(u'\n').toStdString();
    EXPECT_EQ(list.topLevelItem(0)->text(2), QStringLiteral("500 µs"));
    EXPECT_EQ(list.topLevelItem(0)->text(3), QStringLiteral("2000 µs"));
    EXPECT_EQ(list.headerItem()->text(2), QStringLiteral("old.topomq"));
    EXPECT_EQ(list.headerItem()->text(3), QStringLiteral("new.topomq"));
}

TEST_F(CompareTest, SaysWhenNothingDiffers)
{
    const CompareWindow compare({topology(), QStringLiteral("a")},
                                {topology(), QStringLiteral("b")}, window.theme(), &window);
    EXPECT_EQ(compare.findChild<QLabel*>(QStringLiteral("compareSummary"))->text(),
              QStringLiteral("Both versions say the same."));
}

} // namespace
} // namespace topomq::ui::test
