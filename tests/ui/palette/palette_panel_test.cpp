#include "engine/model/settings.h"
#include "ui/palette/palette_panel.h"
#include "ui/palette/patterns.h"
#include "ui/theme/theme.h"
#include "ui/widgets/search_field.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include <memory>
#include <utility>

using namespace topomq;
using namespace topomq::ui;

namespace {

// A real drag would wait for a drop.
class WatchedPalette : public PalettePanel
{
public:
    using PalettePanel::PalettePanel;

    std::unique_ptr<QMimeData> m_dragged;
    QPixmap m_pixmap;

protected:
    void startDrag(std::unique_ptr<QMimeData> mime, const QPixmap& pixmap) override
    {
        m_dragged = std::move(mime);
        m_pixmap = pixmap;
    }
};

class Palette : public testing::Test
{
protected:
    Palette()
        : m_panel(m_theme)
    {
        m_panel.resize(232, 700);
        m_panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&m_panel));
        m_panel.activateWindow();
        EXPECT_TRUE(QTest::qWaitForWindowActive(&m_panel));
    }

    [[nodiscard]] PaletteCard* card(const char* name) const
    {
        return m_panel.findChild<PaletteCard*>(QString::fromLatin1(name));
    }

    [[nodiscard]] QStringList shown() const
    {
        QStringList names;
        for (const PaletteCard* each : m_panel.shownCards())
            names << each->entry().name;
        return names;
    }

    void type(const char* text) const
    {
        QTest::keyClicks(m_panel.searchField(), QString::fromLatin1(text));
    }

    static void dragAway(QWidget* widget)
    {
        const QPoint from = widget->rect().center();
        QTest::mousePress(widget, Qt::LeftButton, {}, from);
        QMouseEvent move(QEvent::MouseMove, from + QPoint(40, 0),
                         widget->mapToGlobal(from + QPoint(40, 0)), Qt::NoButton, Qt::LeftButton,
                         {});
        QApplication::sendEvent(widget, &move);
        QTest::mouseRelease(widget, Qt::LeftButton, {}, from);
    }

    Theme m_theme;
    WatchedPalette m_panel;
};

} // namespace

TEST_F(Palette, DrawsAnIconOnEveryCard)
{
    const std::vector<PaletteCard*> cards = m_panel.shownCards();
    ASSERT_GT(cards.size(), 20U);
    for (const PaletteCard* each : cards)
        EXPECT_FALSE(m_theme.icon(each->entry().name).isNull()) << each->entry().name.toStdString();
}

TEST_F(Palette, ShowsEveryRoleAndPattern)
{
    EXPECT_EQ(shown().size(),
              static_cast<qsizetype>(model::allRoles().size() + allPatterns().size()));
}

TEST_F(Palette, LeavesWhatMatchesWhileTyping)
{
    type("balan");
    EXPECT_EQ(shown(),
              (QStringList{QStringLiteral("balancer"), QStringLiteral("balanced_worker")}));
}

TEST_F(Palette, FindsRolesByTheirSocketTypes)
{
    type("REP");
    EXPECT_TRUE(shown().contains(QStringLiteral("server")));
    EXPECT_FALSE(shown().contains(QStringLiteral("source")));
}

TEST_F(Palette, FindsPatternsByTheirSocketTypes)
{
    type("push");
    EXPECT_TRUE(shown().contains(QStringLiteral("pipeline")));
    EXPECT_FALSE(shown().contains(QStringLiteral("request-reply")));
}

TEST_F(Palette, DragsARoleWithTheSocketTypeThatWasLookedFor)
{
    type("pub");
    EXPECT_EQ(card("source")->shownTitle(), QStringLiteral("Source · PUB"));
    EXPECT_EQ(card("source")->accessibleName(), QStringLiteral("Source · PUB"));
    dragAway(card("source"));
    ASSERT_NE(m_panel.m_dragged, nullptr);
    EXPECT_EQ(m_panel.m_dragged->data(QString::fromLatin1(kDraggedRole)), QByteArray("source:PUB"));
    QTest::keyClick(m_panel.searchField(), Qt::Key_Escape);
    EXPECT_EQ(card("source")->shownTitle(), QStringLiteral("Source"));
}

TEST_F(Palette, AddsTheFirstFindWithTheSocketTypeThatWasLookedFor)
{
    QSignalSpy activated(&m_panel, &PalettePanel::roleActivated);
    type("xpub");
    QTest::keyClick(m_panel.searchField(), Qt::Key_Return);
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated.front().at(0).value<model::Role>(), model::Role::Source);
    EXPECT_EQ(activated.front().at(1).value<model::SocketType>(), model::SocketType::XPub);
}

TEST_F(Palette, SaysHowToMakeASnippetBelowWhatThereIs)
{
    auto* hint = m_panel.findChild<QLabel*>(QStringLiteral("snippetHint"));
    ASSERT_NE(hint, nullptr);
    EXPECT_TRUE(hint->isVisible());
    const PaletteCard* last = m_panel.shownCards().back();
    EXPECT_EQ(last->entry().kind, PaletteEntry::Kind::Pattern);
    EXPECT_GT(hint->mapTo(&m_panel, QPoint()).y(), last->mapTo(&m_panel, QPoint()).y());
}

TEST_F(Palette, ShowsAllAgainAfterEscape)
{
    type("balan");
    QTest::keyClick(m_panel.searchField(), Qt::Key_Escape);
    EXPECT_GT(shown().size(), 10);
}

TEST_F(Palette, IsNotBlankWhenNothingMatches)
{
    type("xyzzy");
    EXPECT_TRUE(shown().isEmpty());
    bool says = false;
    for (const QLabel* label : m_panel.findChildren<QLabel*>())
        says = says || (label->isVisible() && label->text() == QStringLiteral("Nothing found"));
    EXPECT_TRUE(says);
}

TEST_F(Palette, AddsARoleByDoubleClick)
{
    QSignalSpy activated(&m_panel, &PalettePanel::roleActivated);
    QTest::mouseDClick(card("worker"), Qt::LeftButton);
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated.front().front().value<model::Role>(), model::Role::Worker);
}

TEST_F(Palette, AddsAPatternByDoubleClick)
{
    QSignalSpy activated(&m_panel, &PalettePanel::patternActivated);
    QTest::mouseDClick(card("request-broker"), Qt::LeftButton);
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated.front().front().toString(), QStringLiteral("request-broker"));
}

TEST_F(Palette, AddsTheFirstFindByEnter)
{
    QSignalSpy activated(&m_panel, &PalettePanel::roleActivated);
    type("proxy");
    QTest::keyClick(m_panel.searchField(), Qt::Key_Return);
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated.front().front().value<model::Role>(), model::Role::Proxy);
}

TEST_F(Palette, IsWalkedWithTheArrowKeys)
{
    m_panel.searchField()->setFocus();
    QTest::keyClick(m_panel.searchField(), Qt::Key_Down);
    EXPECT_TRUE(card("source")->hasFocus());
    QTest::keyClick(card("source"), Qt::Key_Down);
    EXPECT_TRUE(card("worker")->hasFocus());
    QSignalSpy activated(&m_panel, &PalettePanel::roleActivated);
    QTest::keyClick(card("worker"), Qt::Key_Return);
    EXPECT_EQ(activated.count(), 1);
    QTest::keyClick(card("worker"), Qt::Key_Up);
    QTest::keyClick(card("source"), Qt::Key_Up);
    EXPECT_TRUE(m_panel.searchField()->hasFocus());
}

TEST_F(Palette, DragsARoleByItsWord)
{
    dragAway(card("balanced_worker"));
    ASSERT_NE(m_panel.m_dragged, nullptr);
    EXPECT_EQ(m_panel.m_dragged->data(QString::fromLatin1(kDraggedRole)),
              QByteArray("balanced_worker"));
    EXPECT_FALSE(m_panel.m_pixmap.isNull());
}

TEST_F(Palette, DragsAPatternByItsName)
{
    dragAway(card("publish-subscribe"));
    ASSERT_NE(m_panel.m_dragged, nullptr);
    EXPECT_EQ(m_panel.m_dragged->data(QString::fromLatin1(kDraggedPattern)),
              QByteArray("publish-subscribe"));
}

TEST_F(Palette, DoesNotDragOnAClick)
{
    QTest::mouseClick(card("source"), Qt::LeftButton);
    EXPECT_EQ(m_panel.m_dragged, nullptr);
}
