using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RawInference.Core.Pipeline.Media;

namespace RawInference.Core.Tests.Pipeline.Media;

/// <summary>Keeps every line, at every level, with all that an exception says.</summary>
internal sealed class RecordingLogger : ILogger<SafeFetch>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception) + exception);
}
