namespace RawInference.Core.Pipeline.Answers;

/// <summary>Ends the writing of an answer that is larger than what is kept.</summary>
internal sealed class BufferFullException : Exception;
