#pragma once
// A small heading in capitals above a part of a panel.

#include <QLabel>

namespace topomq::ui {

class Theme;

/// Thread: the window's. `theme` outlives this.
class SectionHeader : public QLabel
{
    Q_OBJECT

public:
    SectionHeader(const Theme& theme, const QString& text, QWidget* parent = nullptr);
};

} // namespace topomq::ui
