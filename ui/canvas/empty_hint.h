#pragma once
// What an empty canvas says: how to begin.

#include <QWidget>

class QLabel;

namespace topomq::ui {

class Theme;

/// Thread: the window's.
class EmptyHint : public QWidget
{
    Q_OBJECT

public:
    EmptyHint(Theme& theme, QWidget* parent);

Q_SIGNALS:
    void addWanted();
    void galleryWanted();

private:
    void restyle();

    Theme& m_theme;
    QLabel* m_title;
    QLabel* m_text;
};

} // namespace topomq::ui
