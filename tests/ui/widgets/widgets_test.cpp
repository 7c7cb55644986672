#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/card_layout.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/fill_bar.h"
#include "ui/widgets/floating_form.h"
#include "ui/widgets/search_field.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

using namespace topomq::ui;

TEST(FillBarColour, TurnsAmberAboveSixtyAndRedAboveEightyFivePercent)
{
    const Colors colors = colorsOf(false);
    EXPECT_EQ(fillColor(colors, 0.6), colors.calm);
    EXPECT_EQ(fillColor(colors, 0.61), colors.warn);
    EXPECT_EQ(fillColor(colors, 0.85), colors.warn);
    EXPECT_EQ(fillColor(colors, 0.86), colors.bad);
}

TEST(FillBarWidget, DrawsTheShareThatIsFilled)
{
    Theme theme;
    theme.setMode(Theme::Mode::Light);
    FillBar bar(theme);
    bar.resize(100, bar.sizeHint().height());
    bar.setFill(500, 1000);
    const QImage image = bar.grab().toImage();
    const int y = image.height() - 2;
    EXPECT_EQ(image.pixelColor(30, y), theme.colors().calm);
    EXPECT_EQ(image.pixelColor(70, y), theme.colors().grid);
}

TEST(FillBarWidget, SaysDepthAndLimit)
{
    Theme theme;
    FillBar bar(theme);
    bar.setFill(1362, 2000);
    EXPECT_EQ(bar.text(), QStringLiteral("1\u2009362 / 2\u2009000"));
}

TEST(FillBarWidget, SaysUnknownRatherThanZero)
{
    Theme theme;
    FillBar bar(theme);
    bar.setFill(3, 10);
    bar.setUnknown();
    EXPECT_EQ(bar.text(), QStringLiteral("unknown"));
    EXPECT_EQ(bar.share(), 0);
}

TEST(BadgeCount, IsHiddenAtZero)
{
    Theme theme;
    QWidget window;
    Badge badge(theme, &window);
    badge.setCount(3);
    EXPECT_FALSE(badge.isHidden());
    badge.setCount(0);
    EXPECT_TRUE(badge.isHidden());
}

TEST(BadgeCount, IsCappedSoThatItStaysSmall)
{
    Theme theme;
    Badge badge(theme);
    badge.setCount(1234);
    EXPECT_EQ(badge.text(), QStringLiteral("999+"));
}

TEST(SearchFieldKeys, EscapeClearsTheText)
{
    Theme theme;
    SearchField field(theme, QStringLiteral("Search"));
    QTest::keyClicks(&field, QStringLiteral("sink"));
    EXPECT_EQ(field.text(), QStringLiteral("sink"));
    QTest::keyClick(&field, Qt::Key_Escape);
    EXPECT_TRUE(field.text().isEmpty());
}

TEST(SearchFieldKeys, DownLeavesForTheResults)
{
    Theme theme;
    SearchField field(theme, QStringLiteral("Search"));
    QSignalSpy left(&field, &SearchField::leftDownwards);
    QTest::keyClick(&field, Qt::Key_Down);
    EXPECT_EQ(left.count(), 1);
}

TEST(ElidedLabelText, IsInTheToolTipOnlyWhenItDoesNotFit)
{
    ElidedLabel label(QStringLiteral("/a/rather/long/path/to/a/topology.topomq"));
    label.resize(600, 20);
    label.show();
    EXPECT_TRUE(label.toolTip().isEmpty());
    label.resize(60, 20);
    QTest::qWait(0);
    EXPECT_EQ(label.toolTip(), label.text());
}

class CardLayoutTest : public testing::Test
{
protected:
    CardLayoutTest()
    {
        layout->setContentsMargins(0, 0, 0, 0);
        for (int count = 0; count < 3; ++count) {
            auto* widget = new QWidget;
            widget->setMinimumSize(100, 20);
            layout->addWidget(widget);
        }
    }

    [[nodiscard]] QRect place(int card) const { return layout->itemAt(card)->geometry(); }

    QWidget window;
    CardLayout* layout = new CardLayout(&window, 10);
};

TEST_F(CardLayoutTest, ColumnsShareTheWholeWidth)
{
    layout->setGeometry(QRect(0, 0, 429, 20));
    EXPECT_EQ(place(0).left(), 0);
    EXPECT_EQ(place(2).right(), 428);
    EXPECT_EQ(place(1).left(), place(0).right() + 11);
}

TEST_F(CardLayoutTest, TheLastCardIsAsWideAsTheOthers)
{
    layout->setGeometry(QRect(0, 0, 250, 50));
    EXPECT_EQ(place(2), QRect(0, 30, 120, 20));
}

TEST_F(CardLayoutTest, LinesBreakWhereTheRoomEnds)
{
    EXPECT_EQ(layout->heightForWidth(320), 20);
    EXPECT_EQ(layout->heightForWidth(319), 50);
    EXPECT_EQ(layout->heightForWidth(50), 80);
}

TEST(EmptyStateWords, CanChange)
{
    Theme theme;
    EmptyState empty(theme, QStringLiteral("info"), QStringLiteral("Nothing selected"), {});
    empty.setTexts(QStringLiteral("Idle"), QStringLiteral("Press F5"));
    QStringList texts;
    for (const QLabel* label : empty.findChildren<QLabel*>())
        texts << label->text();
    EXPECT_TRUE(texts.contains(QStringLiteral("Press F5")));
    EXPECT_FALSE(texts.contains(QStringLiteral("Nothing selected")));
}

class FloatingFormFocus : public testing::Test
{
protected:
    class Form : public FloatingForm
    {
    public:
        Form(Theme& theme, QWidget* parent)
            : FloatingForm(theme, QStringLiteral("form"), parent)
        {
            resize(100, 60);
        }

    protected:
        void accept() override { leave(); }
    };

    FloatingFormFocus()
    {
        view->setFocusPolicy(Qt::StrongFocus);
        view->setGeometry(0, 0, 300, 300);
        other->move(320, 20);
        later->move(320, 80);
        later->setFocusPolicy(Qt::NoFocus);
        QObject::connect(later, &QPushButton::clicked, other, [this] { other->setFocus(); });
        window.resize(500, 300);
        window.show();
        window.activateWindow();
        EXPECT_TRUE(QTest::qWaitForWindowActive(&window));
        form->showAt({20, 20});
        field->setFocus();
        EXPECT_TRUE(field->hasFocus());
    }

    Theme theme;
    QWidget window;
    QWidget* view = new QWidget(&window);
    QLineEdit* other = new QLineEdit(&window);
    QPushButton* later = new QPushButton(&window);
    Form* form = new Form(theme, view);
    QLineEdit* field = new QLineEdit(form);
};

TEST_F(FloatingFormFocus, GoesBackToTheViewWithEnterAndEscape)
{
    QTest::keyClick(field, Qt::Key_Escape);
    EXPECT_FALSE(form->isVisible());
    EXPECT_TRUE(view->hasFocus());
    form->showAt({20, 20});
    field->setFocus();
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_FALSE(form->isVisible());
    EXPECT_TRUE(view->hasFocus());
}

TEST_F(FloatingFormFocus, StaysInTheFieldThatAClickGoesTo)
{
    QTest::mouseClick(other, Qt::LeftButton);
    EXPECT_FALSE(form->isVisible());
    EXPECT_TRUE(other->hasFocus());
}

TEST_F(FloatingFormFocus, GoesWhereAClickLeadsAfterTheFormIsGone)
{
    QTest::mousePress(later, Qt::LeftButton);
    EXPECT_FALSE(form->isVisible());
    EXPECT_TRUE(view->hasFocus());
    QTest::mouseRelease(later, Qt::LeftButton);
    EXPECT_TRUE(other->hasFocus());
}

TEST_F(FloatingFormFocus, StaysInTheFormWithAClickOnItsWords)
{
    auto* words = new QLabel(QStringLiteral("words"), form);
    words->show();
    QTest::mouseClick(words, Qt::LeftButton);
    EXPECT_TRUE(form->isVisible());
    EXPECT_TRUE(form->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    EXPECT_FALSE(form->isVisible());
    EXPECT_TRUE(view->hasFocus());
}
