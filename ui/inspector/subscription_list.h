#pragma once
// Who is subscribed to what at this moment: a small heading and a line for each prefix or peer.

#include "ui/inspector/inspector_context.h"

#include <QStringList>
#include <QWidget>

class QLabel;

namespace topomq::ui {

/// Hidden while there is nothing to say. Thread: the window's.
class SubscriptionList : public QWidget
{
    Q_OBJECT

public:
    SubscriptionList(const InspectorContext& context, QWidget* parent);

    void showLines(const QString& heading, const QStringList& lines);

    [[nodiscard]] QString text() const;

private:
    QLabel* m_heading = nullptr;
    QLabel* m_lines = nullptr;
};

} // namespace topomq::ui
