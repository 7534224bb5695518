namespace RawInference.State.Local;

/// <summary>Something to do with the database that somebody waits for. Either <see cref="Complete"/> or <see cref="Fail"/> ends it.</summary>
internal interface ISqliteWork
{
    /// <summary>Whether it must survive a power cut once it is complete.</summary>
    bool Durable { get; }

    /// <summary>Does it, once. The result is given out by <see cref="Complete"/> only.</summary>
    void Run(StateConnection connection);

    void Complete();

    void Fail(Exception exception);
}
