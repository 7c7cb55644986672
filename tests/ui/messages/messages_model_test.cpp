#include "ui/messages/messages_model.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>

#include <gtest/gtest.h>

#include <initializer_list>
#include <memory>

namespace topomq::ui {

namespace {

std::vector<MessagesModel::Row> rowsAt(std::initializer_list<double> times, int flow = 0)
{
    std::vector<MessagesModel::Row> rows;
    for (const double time : times) {
        auto message = std::make_shared<metrics::CapturedMessage>();
        message->time = time;
        rows.push_back({std::move(message), QStringLiteral("a → b"), flow});
    }
    return rows;
}

class MessagesModelTest : public testing::Test
{
protected:
    std::vector<double> times()
    {
        std::vector<double> all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.push_back(model.rowAt(row).message->time);
        return all;
    }

    Theme theme;
    MessagesModel model{theme, nullptr};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

} // namespace

TEST_F(MessagesModelTest, OrdersBothDirectionsByTime)
{
    std::vector<MessagesModel::Row> rows = rowsAt({1, 3, 5});
    const std::vector<MessagesModel::Row> back = rowsAt({2, 4}, 1);
    rows.insert(rows.end(), back.begin(), back.end());
    model.add(rows, 100);
    EXPECT_EQ(times(), (std::vector<double>{1, 2, 3, 4, 5}));
}

TEST_F(MessagesModelTest, ShowsADirectionByItsEndAndTellsTheWholeOnAsking)
{
    std::vector<MessagesModel::Row> rows = rowsAt({1});
    rows.front().direction = QStringLiteral("Broker → Batch client");
    rows.front().toward = QStringLiteral("← Batch client");
    model.add(rows, 100);
    const QModelIndex cell = model.index(0, MessagesModel::Direction);
    EXPECT_EQ(cell.data().toString(), QStringLiteral("← Batch client"));
    EXPECT_EQ(cell.data(Qt::ToolTipRole).toString(), QStringLiteral("Broker → Batch client"));
    EXPECT_EQ(cell.data(Qt::AccessibleTextRole).toString(),
              QStringLiteral("Broker → Batch client"));
}

TEST_F(MessagesModelTest, PutsWhatCameLateInItsPlace)
{
    model.add(rowsAt({1, 2, 5}), 100);
    model.add(rowsAt({4, 6}, 1), 100);
    EXPECT_EQ(times(), (std::vector<double>{1, 2, 4, 5, 6}));
}

TEST_F(MessagesModelTest, LetsTheOldestGo)
{
    model.add(rowsAt({1, 2, 3}), 4);
    model.add(rowsAt({4, 5, 6}), 4);
    EXPECT_EQ(times(), (std::vector<double>{3, 4, 5, 6}));
}

} // namespace topomq::ui
