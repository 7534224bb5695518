namespace RawInference.Api.CommandLine;

/// <summary>A command line that cannot be understood.</summary>
internal sealed class CommandUsageException(string message) : Exception(message);
