#include "ui/theme/theme.h"
#include "ui/widgets/match_delegate.h"
#include "ui/widgets/matched_text.h"

#include <QListWidget>
#include <QPainter>
#include <QPixmap>

#include <gtest/gtest.h>

using namespace topomq::ui;

namespace {

const QString kText = QStringLiteral("Show the differences");
const std::vector<TextRun> kBeginning{{0, 1}};

int drawnWidth(int room, const std::vector<TextRun>& runs)
{
    QPixmap pixmap(400, 40);
    QPainter painter(&pixmap);
    return drawMatchedText(painter, QRect(0, 0, room, 40), kText, runs, Qt::red);
}

} // namespace

TEST(MatchedTextWidth, GrowsWithTheLettersThatStandOut)
{
    const QFont font;
    const int plain = matchedTextWidth(font, kText, {});
    EXPECT_GT(matchedTextWidth(font, kText, {{0, kText.size()}}), plain + 3);
    EXPECT_GT(matchedTextWidth(font, kText, kBeginning), 0);
}

TEST(MatchedText, IsWholeWhereItFits)
{
    for (const auto& runs : {std::vector<TextRun>(), kBeginning, {{0, kText.size()}}}) {
        const int whole = matchedTextWidth(QFont(), kText, runs);
        EXPECT_EQ(drawnWidth(whole, runs), whole);
        EXPECT_LE(drawnWidth(whole - 2, runs), whole - 2);
        EXPECT_GT(drawnWidth(whole - 2, runs), whole / 2);
    }
}

TEST(MatchedEntry, AsksForTheRoomOfItsBoldLetters)
{
    const Theme theme;
    QListWidget list;
    list.setItemDelegate(new MatchDelegate(theme, &list));
    list.addItem(kText);
    const QAbstractItemView& view = list;
    const int plain = view.sizeHintForColumn(0);
    const std::vector<TextRun> all{{0, kText.size()}};
    list.item(0)->setData(MatchDelegate::kRuns, QVariant::fromValue(all));
    EXPECT_EQ(view.sizeHintForColumn(0) - plain,
              matchedTextWidth(list.font(), kText, all) - matchedTextWidth(list.font(), kText, {}));
}
