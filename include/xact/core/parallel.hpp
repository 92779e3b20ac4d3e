#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

#if defined(_OPENMP)
#include <omp.h>
#endif

/// How a call is spread over threads: not at all, or with xact::parallel as the first argument of any entry point.
/// The work is cut into contiguous pieces whose results do not depend on where they are cut. OpenMP's threads are used
/// where the translation unit is compiled with OpenMP, else a pool with one thread per core that is started by the
/// first parallel call and joined at exit (waking it takes a few microseconds, starting threads at each call takes 20
/// to 50).

namespace xact {
inline namespace v0 {

struct sequential_t {};
struct parallel_t {};

inline constexpr sequential_t sequential{};
inline constexpr parallel_t parallel{};

template <class E>
concept execution =
    std::same_as<std::remove_cvref_t<E>, sequential_t> || std::same_as<std::remove_cvref_t<E>, parallel_t>;

namespace detail {

/// One thread per core, which sleep until run() hands them numbered tasks.
class thread_pool {
public:
    static thread_pool& instance() {
        static thread_pool pool;
        return pool;
    }

    std::size_t size() const noexcept { return workers_.size() + 1; }

    /// Calls task(0) … task(count - 1), each once, on the pool's threads and this one; returns when all are done.
    /// A pool that is busy with another caller's tasks, or this one's, is not waited for.
    void run(std::size_t count, const std::function<void(std::size_t)>& task) {
        const std::unique_lock busy(callers_, std::try_to_lock);
        if (!busy) {
            for (std::size_t i = 0; i < count; ++i) task(i);
            return;
        }
        {
            const std::lock_guard lock(state_);
            task_ = &task, count_ = count, next_ = 0, working_ = workers_.size(), ++round_;
        }
        wake_.notify_all();
        work();
        std::unique_lock lock(state_);
        done_.wait(lock, [this] { return working_ == 0; });
    }

    thread_pool(const thread_pool&) = delete;
    thread_pool& operator=(const thread_pool&) = delete;

private:
    thread_pool() {
        const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
        for (unsigned i = 1; i < cores; ++i) workers_.emplace_back([this] { serve(); });
    }

    ~thread_pool() {
        {
            const std::lock_guard lock(state_);
            stop_ = true;
        }
        wake_.notify_all();
        for (std::thread& t : workers_) t.join();
    }

    void work() {
        for (std::size_t i = next_++; i < count_; i = next_++) (*task_)(i);
    }

    void serve() {
        std::size_t seen = 0;
        std::unique_lock lock(state_);
        for (;;) {
            wake_.wait(lock, [&] { return stop_ || round_ != seen; });
            if (stop_) return;
            seen = round_;
            lock.unlock();
            work();
            lock.lock();
            if (--working_ == 0) done_.notify_one();
        }
    }

    std::vector<std::thread> workers_;
    std::mutex callers_, state_;
    std::condition_variable wake_, done_;
    const std::function<void(std::size_t)>* task_ = nullptr;
    std::atomic<std::size_t> next_ = 0;
    std::size_t count_ = 0, working_ = 0, round_ = 0;
    bool stop_ = false;
};

/// Below this many elements a thread is not worth waking (measured: 16 Ki floats of relu take about 1 µs).
inline constexpr std::size_t elements_per_thread = std::size_t{1} << 15;

/// Calls f(begin, end) for contiguous pieces that cover [0, n); every piece but the last is a multiple of `unit`.
template <class F> void for_pieces(sequential_t, std::size_t n, std::size_t, const F& f) { f(std::size_t{0}, n); }
template <class F> void for_pieces(parallel_t, std::size_t n, std::size_t unit, const F& f) {
    if (n < 2 * elements_per_thread) return f(std::size_t{0}, n);
#if defined(_OPENMP)
    const std::size_t threads = static_cast<std::size_t>(omp_get_max_threads());
#else
    const std::size_t threads = thread_pool::instance().size();
#endif
    const std::size_t pieces = std::min(threads, n / elements_per_thread);
    const std::size_t step = (n / pieces / unit + 1) * unit;
    const auto piece = [&](std::size_t i) {
        const std::size_t begin = std::min(i * step, n), end = std::min(begin + step, n);
        if (begin < end) f(begin, end);
    };
#if defined(_OPENMP)
#pragma omp parallel for schedule(static)
    for (std::size_t i = 0; i < pieces; ++i) piece(i);
#else
    thread_pool::instance().run(pieces, piece);
#endif
}

} // namespace detail
} // namespace v0
} // namespace xact
