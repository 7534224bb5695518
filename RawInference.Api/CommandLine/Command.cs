namespace RawInference.Api.CommandLine;

/// <summary>Something that the command line does instead of serving.</summary>
/// <param name="Words">What it is called: <c>keys create</c>.</param>
/// <param name="Argument">What must stand behind the words; in brackets where it may be missing; null for nothing.</param>
/// <param name="Options">In the order of the usage.</param>
/// <param name="RunAsync">Does it, and writes on standard output what came of it.</param>
internal sealed record Command(string Words, string? Argument, IReadOnlyList<CommandOption> Options, Func<CommandCall, Task> RunAsync)
{
    public string Usage => string.Join(' ', new[] { Words, Argument }.OfType<string>().Concat(Options.Select(option => option.ToString())));
}
