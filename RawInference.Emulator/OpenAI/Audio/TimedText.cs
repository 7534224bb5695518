namespace RawInference.Emulator.OpenAI.Audio;

/// <summary>A word or sentence with its place in the recording, in seconds.</summary>
internal sealed record TimedText(string Text, double Start, double End);
