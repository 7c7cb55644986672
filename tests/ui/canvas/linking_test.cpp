#include "engine/model/settings.h"
#include "tests/ui/canvas/view_fixture.h"
#include "ui/canvas/quick_add.h"
#include "ui/canvas/role_fit.h"

#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>

namespace topomq::ui::test {
namespace {

class Linking : public CanvasFixture
{
protected:
    void drop(const char* format, const QByteArray& data, QPoint place)
    {
        QMimeData mime;
        mime.setData(QString::fromLatin1(format), data);
        QDragEnterEvent enter(place, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&view, &enter);
        ASSERT_TRUE(enter.isAccepted());
        QDropEvent event(place, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&view, &event);
    }

    [[nodiscard]] QLineEdit* quickInput() const
    {
        return view.quickAddPopup()->findChild<QLineEdit*>();
    }

    /// The feed cannot talk to the sink; a SUB sink beside can.
    void openFeedAndSub()
    {
        model::Topology topology = misfits();
        topology.nodes[1].sockets[0].type = model::SocketType::Sub;
        topology.nodes[1].sockets[0].options.set("SUBSCRIBE", model::Array{""});
        open(topology);
    }
};

TEST_F(Linking, ARoleFromThePaletteBecomesANodeWhereItIsDropped)
{
    open({});
    drop(kRoleMime, "worker", {400, 300});
    ASSERT_EQ(document.topology().nodes.size(), 1U);
    const model::Node& made = document.topology().nodes.front();
    EXPECT_EQ(made.role, model::Role::Worker);
    EXPECT_LE((view.nodeCenter(made.id) - QPoint(400, 300)).manhattanLength(), 10);
    EXPECT_TRUE(document.selection()->nodes().contains(made.id));
    EXPECT_EQ(document.undoStack()->count(), 1);
}

TEST_F(Linking, APatternIsPassedOnWithItsPlace)
{
    open({});
    const QSignalSpy dropped(&view, &CanvasView::patternDropped);
    drop(kPatternMime, "pipeline", {400, 300});
    ASSERT_EQ(dropped.count(), 1);
    EXPECT_EQ(dropped.front().front().toString(), QStringLiteral("pipeline"));
}

TEST_F(Linking, APulledLinkIsMadeInOneStep)
{
    openFeedAndSub();
    drag(view.portPosition(ref("feed", "out")), view.portPosition(ref("sink", "in")));
    ASSERT_EQ(document.topology().links.size(), 1U);
    EXPECT_EQ(document.topology().links.front().bind, ref("feed", "out"));
    EXPECT_EQ(document.undoStack()->count(), 1);
    document.undoStack()->undo();
    EXPECT_TRUE(document.topology().links.empty());
}

TEST_F(Linking, DroppingOnTheCardFindsThePortThatFits)
{
    openFeedAndSub();
    drag(view.portPosition(ref("feed", "out")), view.nodeCenter(model::NodeId("sink")));
    EXPECT_EQ(document.topology().links.size(), 1U);
}

TEST_F(Linking, TheDefaultTransportIsUsed)
{
    model::Topology topology = misfits();
    topology.nodes[0].sockets[0] = socket("out", model::SocketType::Push);
    open(topology);
    view.setDefaultTransport(QStringLiteral("ipc"));
    drag(view.portPosition(ref("feed", "out")), view.portPosition(ref("sink", "in")));
    ASSERT_EQ(document.topology().links.size(), 1U);
    const model::Socket* binder = document.topology().find(document.topology().links[0].bind);
    EXPECT_EQ(binder->bind.front(), "ipc://*");
}

TEST_F(Linking, TheReasonStandsAtThePointerOverAMisfit)
{
    open(misfits());
    grab(view.portPosition(ref("feed", "out")), view.portPosition(ref("sink", "in")));
    EXPECT_TRUE(view.pointerText().contains(QStringLiteral("SUB")))
        << view.pointerText().toStdString();
    QTest::keyClick(&view, Qt::Key_Escape);
}

TEST_F(Linking, AnIllegalLinkIsRefusedAndTheReasonStays)
{
    open(misfits());
    drag(view.portPosition(ref("feed", "out")), view.portPosition(ref("sink", "in")));
    EXPECT_TRUE(document.topology().links.empty());
    EXPECT_EQ(document.undoStack()->count(), 0);
    EXPECT_TRUE(view.noticeText().contains(QStringLiteral("SUB")))
        << view.noticeText().toStdString();
}

TEST_F(Linking, PullingLightsOnlyThePortsThatFit)
{
    openFeedAndSub();
    grab(view.portPosition(ref("feed", "out")),
         view.portPosition(ref("feed", "out")) + QPoint(60, 60));
    const CanvasPicture picture = view.scene().picture(1);
    ASSERT_NE(picture.emphasis, nullptr);
    EXPECT_EQ(picture.emphasis->fitting.size(), 1U);
    EXPECT_TRUE(picture.emphasis->fitting.contains(ref("sink", "in")));
    QTest::keyClick(&view, Qt::Key_Escape);
    EXPECT_EQ(view.scene().picture(1).emphasis, nullptr);
}

TEST_F(Linking, OnEmptyCanvasAPulledLinkOffersTheNodesThatFit)
{
    open(misfits());
    const QPoint from = view.portPosition(ref("feed", "out"));
    drag(from, from + QPoint(100, 200));
    ASSERT_TRUE(view.quickAddPopup()->isVisible());
    const QStringList roles = view.quickAddPopup()->shownRoles();
    EXPECT_TRUE(roles.contains(QStringLiteral("sink")));
    EXPECT_FALSE(roles.contains(QStringLiteral("server")));
}

TEST_F(Linking, ChoosingOneAddsNodeAndLinkInOneStep)
{
    open(misfits());
    const QPoint from = view.portPosition(ref("feed", "out"));
    drag(from, from + QPoint(100, 200));
    QTest::keyClicks(quickInput(), QStringLiteral("sink"));
    QTest::keyClick(quickInput(), Qt::Key_Return);
    EXPECT_EQ(document.topology().nodes.size(), 3U);
    ASSERT_EQ(document.topology().links.size(), 1U);
    EXPECT_EQ(document.topology().nodes.back().sockets.front().type, model::SocketType::Sub);
    document.undoStack()->undo();
    EXPECT_EQ(document.topology(), misfits());
}

TEST_F(Linking, ADoubleClickOnEmptyCanvasOffersAllRoles)
{
    open(pipeline());
    QTest::mouseDClick(&view, Qt::LeftButton, {}, QPoint(30, 30));
    EXPECT_TRUE(view.quickAddPopup()->isVisible());
    EXPECT_EQ(view.quickAddPopup()->shownRoles().size(), std::ssize(model::allRoles()));
}

TEST_F(Linking, SpaceOpensTheQuickAddAndEscapeClosesIt)
{
    open(pipeline());
    QTest::keyClick(&view, Qt::Key_Space);
    ASSERT_TRUE(view.quickAddPopup()->isVisible());
    QTest::keyClick(quickInput(), Qt::Key_Escape);
    EXPECT_FALSE(view.quickAddPopup()->isVisible());
    EXPECT_TRUE(view.hasFocus());
    EXPECT_EQ(document.undoStack()->count(), 0);
}

TEST_F(Linking, TypingFiltersTheRoles)
{
    open(pipeline());
    QTest::keyClick(&view, Qt::Key_Space);
    QTest::keyClicks(quickInput(), QStringLiteral("prox"));
    EXPECT_EQ(view.quickAddPopup()->shownRoles(), QStringList{QStringLiteral("proxy")});
}

TEST_F(Linking, ASocketTypeFindsTheRolesThatHaveItAndMakesANodeWithIt)
{
    open({});
    for (const char* type : {"push", "pull", "pub", "sub", "req", "rep", "dealer", "router", "xpub",
                             "xsub", "pair", "stream"})
    {
        QTest::keyClick(&view, Qt::Key_Space);
        QTest::keyClicks(quickInput(), QString::fromLatin1(type));
        const QStringList shown = view.quickAddPopup()->shownRoles();
        ASSERT_FALSE(shown.isEmpty()) << type;
        const QString tail = QLatin1Char(':') + QString::fromLatin1(type).toUpper();
        EXPECT_TRUE(shown.front().endsWith(tail)) << type << ": " << shown.front().toStdString();
        QTest::keyClick(quickInput(), Qt::Key_Return);
        const model::SocketType wanted = roleKindFrom(shown.front()).type;
        const model::Node& added = document.topology().nodes.back();
        EXPECT_TRUE(
            std::any_of(added.sockets.begin(), added.sockets.end(),
                        [wanted](const model::Socket& socket) { return socket.type == wanted; }))
            << type;
    }
    EXPECT_EQ(document.topology().nodes.size(), 12U);
}

TEST_F(Linking, RolesOfASocketTypeAreListedWithIt)
{
    open({});
    QTest::keyClick(&view, Qt::Key_Space);
    QTest::keyClicks(quickInput(), QStringLiteral("pub"));
    EXPECT_EQ(view.quickAddPopup()->shownRoles().front(), QStringLiteral("source:PUB"));
    EXPECT_EQ(view.quickAddPopup()->findChild<QListWidget*>()->currentItem()->text(),
              QStringLiteral("Source · PUB"));
    quickInput()->clear();
    QTest::keyClicks(quickInput(), QStringLiteral("worker pub"));
    EXPECT_EQ(view.quickAddPopup()->shownRoles().front(), QStringLiteral("worker:PUB"));
}

TEST_F(Linking, APulledLinkOffersOnlyTheSocketTypesThatFit)
{
    open(misfits());
    const QPoint from = view.portPosition(ref("feed", "out"));
    drag(from, from + QPoint(100, 200));
    QTest::keyClicks(quickInput(), QStringLiteral("push"));
    EXPECT_TRUE(view.quickAddPopup()->shownRoles().isEmpty());
    quickInput()->clear();
    QTest::keyClicks(quickInput(), QStringLiteral("xsub"));
    EXPECT_EQ(view.quickAddPopup()->shownRoles().front(), QStringLiteral("sink:XSUB"));
    QTest::keyClick(quickInput(), Qt::Key_Return);
    ASSERT_EQ(document.topology().links.size(), 1U);
    EXPECT_EQ(document.topology().nodes.back().sockets.front().type, model::SocketType::XSub);
}

TEST_F(Linking, TheRoleThatFitsBestIsTheFirst)
{
    open(pipeline());
    QTest::keyClick(&view, Qt::Key_Space);
    // "Balancer" itself, before what only works for one.
    QTest::keyClicks(quickInput(), QStringLiteral("BALANCER"));
    ASSERT_GT(view.quickAddPopup()->shownRoles().size(), 1);
    EXPECT_EQ(view.quickAddPopup()->shownRoles().front(), QStringLiteral("balancer"));
    quickInput()->clear();
    QTest::keyClicks(quickInput(), QStringLiteral("bw"));
    EXPECT_EQ(view.quickAddPopup()->shownRoles().front(), QStringLiteral("balanced_worker"));
}

TEST_F(Linking, EnterTakesTheFirstRoleShownWhereLettersAreLeftOut)
{
    open({});
    QTest::keyClick(&view, Qt::Key_Space);
    QTest::keyClicks(quickInput(), QStringLiteral("rcv"));
    const QStringList shown = view.quickAddPopup()->shownRoles();
    ASSERT_GT(shown.size(), 1);
    // What is offered before it does not fit.
    ASSERT_FALSE(shown.contains(QStringLiteral("source")));
    EXPECT_EQ(shown.front(), QStringLiteral("worker"));
    QTest::keyClick(quickInput(), Qt::Key_Return);
    ASSERT_EQ(document.topology().nodes.size(), 1U);
    EXPECT_EQ(document.topology().nodes.front().role, model::Role::Worker);
    EXPECT_TRUE(view.hasFocus());
}

TEST_F(Linking, InLargeTypeASummaryLeavesItsNameAlone)
{
    theme.setSize(Theme::Size::Large);
    theme.apply();
    open(pipeline());
    QTest::keyClick(&view, Qt::Key_Space);
    QTest::keyClicks(quickInput(), QStringLiteral("balanced"));
    auto* list = view.quickAddPopup()->findChild<QListWidget*>();
    QListWidgetItem* item = list->item(0);
    const QRect row = list->visualItemRect(item);
    EXPECT_GE(row.height(), list->fontMetrics().height() + 8);
    EXPECT_EQ(list->iconSize().width(), theme.scaled(18));
    QFont bold = list->font();
    bold.setBold(true);
    const QRect name(row.topLeft(),
                     QSize(list->iconSize().width()
                               + QFontMetrics(bold).horizontalAdvance(QStringLiteral("Balanced"))
                               + list->fontMetrics().horizontalAdvance(QStringLiteral(" worker")),
                           row.height()));
    const auto nameWith = [&](const QString& summary) {
        item->setData(Qt::UserRole + 1, summary);
        return list->viewport()->grab(name).toImage();
    };
    EXPECT_EQ(nameWith({}), nameWith(QString(200, QLatin1Char('x'))));
    theme.setSize(Theme::Size::Normal);
    theme.apply();
}

TEST_F(Linking, SaysWhenNoRoleFitsTheWords)
{
    open(pipeline());
    QTest::keyClick(&view, Qt::Key_Space);
    const auto* nothing = view.findChild<QWidget*>(QStringLiteral("nothingFits"));
    EXPECT_FALSE(nothing->isVisible());
    QTest::keyClicks(quickInput(), QStringLiteral("qqq"));
    EXPECT_TRUE(nothing->isVisible());
    QTest::keyClick(quickInput(), Qt::Key_Return);
    EXPECT_EQ(document.undoStack()->count(), 0);
    QTest::keyClick(quickInput(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(quickInput(), QStringLiteral("sink"));
    EXPECT_FALSE(nothing->isVisible());
}

TEST_F(Linking, AnAddedRoleCoversNoOtherCard)
{
    open(pipeline());
    view.addRole(model::Role::Source);
    const NodeBox* added = view.scene().geometry().node(document.topology().nodes.back().id);
    for (const NodeBox& box : view.scene().geometry().nodes()) {
        if (box.id != added->id) {
            EXPECT_FALSE(box.rect.intersects(added->rect));
        }
    }
}

TEST_F(Linking, ControlLLinksTwoSelectedNodes)
{
    openFeedAndSub();
    document.selection()->set({model::NodeId("feed"), model::NodeId("sink")}, {});
    QTest::keyClick(&view, Qt::Key_L, Qt::ControlModifier);
    EXPECT_EQ(document.topology().links.size(), 1U);
}

TEST(RoleFit, OffersAProxyWithTheMatchingPair)
{
    const auto fitting = fittingNode({}, model::Role::Proxy, {}, model::SocketType::Pub);
    ASSERT_TRUE(fitting.has_value());
    EXPECT_EQ(fitting->node.sockets[0].type, model::SocketType::XSub);
    EXPECT_EQ(fitting->node.sockets[1].type, model::SocketType::XPub);
    EXPECT_EQ(fitting->socket, model::SocketId("frontend"));
}

TEST(RoleFit, OffersNoServerForAPublisher)
{
    EXPECT_FALSE(fittingNode({}, model::Role::Server, {}, model::SocketType::Pub).has_value());
}

} // namespace
} // namespace topomq::ui::test
