#include "tests/ui/shell/window_fixture.h"
#include "ui/document/example_library.h"
#include "ui/shell/gallery.h"
#include "ui/shell/gallery_card.h"
#include "ui/widgets/search_field.h"

#include <QRegularExpression>

namespace topomq::ui::test {
namespace {

class GalleryTest : public WindowTest
{
protected:
    GalleryTest() { window.showGallery(); }
};

TEST_F(GalleryTest, ShowsACardForEveryExample)
{
    EXPECT_TRUE(window.isGalleryShown());
    EXPECT_EQ(window.gallery().shownCards().size(), exampleLibrary().size());
}

TEST_F(GalleryTest, BreaksNoDescriptionOff)
{
    bool someAreLonger = false;
    for (const GalleryCard* card : window.gallery().shownCards()) {
        const QString all = card->accessibleDescription();
        const QString& shown = card->shownDescription();
        EXPECT_FALSE(shown.isEmpty());
        EXPECT_TRUE(all.startsWith(shown)) << shown.toStdString();
        EXPECT_TRUE(shown.endsWith(u'.')) << shown.toStdString();
        someAreLonger = someAreLonger || shown.size() < all.size();
    }
    EXPECT_TRUE(someAreLonger);
}

TEST_F(GalleryTest, GroupsTheDigitsOfLargeNumbers)
{
    static const QRegularExpression ungrouped(QStringLiteral("(?<![:\\d])\\d{4}"));
    for (const Example& example : exampleLibrary())
        EXPECT_FALSE(ungrouped.match(example.description).hasMatch())
            << example.description.toStdString();
}

TEST_F(GalleryTest, DrawsEveryPicture)
{
    const std::vector<GalleryCard*> cards = window.gallery().shownCards();
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return std::all_of(cards.begin(), cards.end(),
                               [](const GalleryCard* card) { return card->hasPicture(); });
        },
        kPatience));
}

TEST_F(GalleryTest, AClickOpensTheExample)
{
    QTest::mouseClick(window.gallery().shownCards().at(0), Qt::LeftButton);
    EXPECT_FALSE(window.isGalleryShown());
    EXPECT_EQ(topology().name, exampleLibrary().at(0).title.toStdString());
}

TEST_F(GalleryTest, OffersNoRunBeforeATopologyIsOpen)
{
    EXPECT_FALSE(window.actions().run->isEnabled());
    press(Qt::Key_F5);
    EXPECT_TRUE(window.isGalleryShown());
    EXPECT_TRUE(window.messageBar().isHidden());
    QTest::mouseClick(window.gallery().shownCards().at(0), Qt::LeftButton);
    EXPECT_TRUE(window.actions().run->isEnabled());
}

TEST_F(GalleryTest, FindsAnExampleByTyping)
{
    QTest::keyClicks(window.gallery().searchField(), QStringLiteral("slow subscriber"));
    const std::vector<GalleryCard*> cards = window.gallery().shownCards();
    ASSERT_FALSE(cards.empty());
    EXPECT_LT(cards.size(), exampleLibrary().size());
    EXPECT_EQ(cards.front()->name(), QStringLiteral("slow-subscriber"));
}

TEST_F(GalleryTest, OpensByKeysAlone)
{
    QTest::keyClick(window.gallery().searchField(), Qt::Key_Down);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    EXPECT_EQ(topology().name, exampleLibrary().at(1).title.toStdString());
}

TEST_F(GalleryTest, EmptyTopologyShowsAnEmptyCanvas)
{
    auto* empty = window.gallery().findChild<QAbstractButton*>(QStringLiteral("emptyTopology"));
    QTest::mouseClick(empty, Qt::LeftButton);
    EXPECT_FALSE(window.isGalleryShown());
    EXPECT_TRUE(topology().nodes.empty());
}

TEST_F(GalleryTest, EscapeGoesBackToTheTopology)
{
    window.openExample(QStringLiteral("pipeline"));
    press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_TRUE(window.isGalleryShown());
    QTest::keyClick(&window.gallery(), Qt::Key_Escape);
    EXPECT_FALSE(window.isGalleryShown());
    EXPECT_FALSE(topology().nodes.empty());
}

} // namespace
} // namespace topomq::ui::test
