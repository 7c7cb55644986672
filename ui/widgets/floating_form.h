#pragma once
// A small form that floats over a view, at what it asks about.

#include <QFrame>

namespace topomq::ui {

class Theme;

/// Enter accepts, Escape and going on elsewhere dismiss. Either way the parent has the focus
/// afterwards, unless people have gone on to another field. Thread: the window's. `theme` outlives
/// this.
class FloatingForm : public QFrame
{
    Q_OBJECT

public:
    FloatingForm(Theme& theme, const QString& name, QWidget* parent);

    /// Shows it near `place` and inside of the parent.
    void showAt(QPoint place);

Q_SIGNALS:
    void dismissed();

protected:
    /// What Enter does.
    virtual void accept() = 0;
    /// Hides it, as it is done.
    void leave();
    void dismiss();
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void restyle();

    Theme& m_theme;
};

} // namespace topomq::ui
